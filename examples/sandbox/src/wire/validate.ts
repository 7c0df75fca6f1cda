import { AwsError } from './awsError';
import { checkShape } from './shape';
import type { BoundOperation, Service } from './types';

/** Refuses an input that lacks required members or holds values of a wrong type. */
export function validateInput(
  input: unknown,
  operation: BoundOperation,
  service: Service,
): void {
  const problems = checkShape(operation.input, input);
  const wrong = problems.find(problem => problem.kind === 'type');
  if (wrong) {
    throw malformed(
      service,
      `${wrong.path || 'The input'} must be ${wrong.expected}`,
    );
  }
  if (problems.length === 0) return;
  const { code, status } = service.errors.missing;
  if (code === 'MissingParameter') {
    throw new AwsError(
      code,
      `The request must contain the parameter ${problems[0]!.member}`,
      { status },
    );
  }
  const list = problems.map(
    ({ path }) =>
      `Value null at '${path}' failed to satisfy constraint: Member must not be null`,
  );
  throw new AwsError(
    code,
    `${list.length} validation error${
      list.length > 1 ? 's' : ''
    } detected: ${list.join('; ')}`,
    { status },
  );
}

/** The service's error for a body that cannot be read. */
export function malformed(service: Service, message: string): AwsError {
  const { code, status } = service.errors.malformed;
  return new AwsError(code, message, { status });
}
