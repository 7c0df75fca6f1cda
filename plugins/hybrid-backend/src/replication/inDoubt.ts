import { problemIn } from '../errors';

/** Whether AWS may have done what it did not answer. */
export function isInDoubt(error: unknown): boolean {
  const problem = problemIn(error);
  return (
    !problem ||
    problem.code === 'aws-unreachable' ||
    problem.code === 'aws-failed'
  );
}
