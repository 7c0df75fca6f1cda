import { AwsError } from '../../wire';

/** The general code of ELBv2 for values that are out of bounds. */
export const validationError = (message: string) =>
  new AwsError('ValidationError', message);

const messages = {
  LoadBalancerNotFound: 'One or more load balancers not found',
  ListenerNotFound: 'One or more listeners not found',
  RuleNotFound: 'One or more rules not found',
  TargetGroupNotFound: 'One or more target groups not found',
};

export const notFound = (code: keyof typeof messages) =>
  new AwsError(code, messages[code]);

/** PageSize is 1–400 everywhere in ELBv2. */
export function pageSize(size: number | undefined): number {
  if (size === undefined) return 400;
  if (!Number.isInteger(size) || size < 1 || size > 400) {
    throw validationError(
      `1 validation error detected: Value '${size}' at 'pageSize' failed to satisfy constraint: Member must have value ${
        size < 1 ? 'greater than or equal to 1' : 'less than or equal to 400'
      }`,
    );
  }
  return size;
}

export const invalidMarker = () => validationError('The marker is not valid');
