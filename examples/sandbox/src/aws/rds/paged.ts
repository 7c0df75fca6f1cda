import { AwsError } from '../../wire';
import { page } from '../paging';

const invalid = (message: string) =>
  new AwsError('InvalidParameterValue', message);

/** Pages as RDS does: 20 to 100 records at a time, and opaque markers. */
export function paged<T>(
  items: T[],
  input: { MaxRecords?: number; Marker?: string },
  key: (item: T) => string,
) {
  const size = input.MaxRecords ?? 100;
  if (!Number.isInteger(size) || size < 20 || size > 100) {
    throw invalid(
      `Invalid value ${size} for MaxRecords. Must be between 20 and 100`,
    );
  }
  return page(items, {
    key,
    size,
    token: input.Marker,
    invalid: () => invalid('Invalid value for Marker'),
  });
}
