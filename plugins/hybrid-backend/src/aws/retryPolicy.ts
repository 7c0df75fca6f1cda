import type { RetryPolicy } from '../durable/retry';
import { problemIn } from '../errors';
import { isNotFound, isTransient } from './failures';

/** What AWS fails with may pass when it throttles or fails itself; what is gone does not come back. */
export const awsRetryPolicy: RetryPolicy = {
  isTransient: error => {
    const problem = problemIn(error);
    return problem !== undefined && isTransient(problem) && !isNotFound(error);
  },
  longestPauseMs: 10_000,
};
