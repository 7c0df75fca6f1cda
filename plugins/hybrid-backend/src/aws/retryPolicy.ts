import type { RetryPolicy } from '../durable/retry';
import { problemIn } from '../errors';
import { isTransient } from './failures';

/** What AWS fails with may pass when it throttles or fails itself. */
export const awsRetryPolicy: RetryPolicy = {
  isTransient: error => {
    const problem = problemIn(error);
    return problem !== undefined && isTransient(problem);
  },
  longestPauseMs: 10_000,
};
