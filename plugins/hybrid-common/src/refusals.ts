import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { ErrorBody, Problem } from './contract/types';

/** What is thrown when the backend answers with an error. */
interface Refusal {
  statusCode?: number;
  body?: Partial<ErrorBody>;
}

const ERRORS: Record<number, new (message: string) => Error> = {
  400: InputError,
  401: AuthenticationError,
  403: NotAllowedError,
  404: NotFoundError,
  409: ConflictError,
  422: InputError,
};

/**
 * The reason and remedy that the hybrid backend gave with an error, if it gave one.
 *
 * @public
 */
export function problemOf(error: unknown): Problem | undefined {
  return (error as Refusal | null)?.body?.error?.problem;
}

/**
 * The backend's refusal as the Backstage error of its kind: what is wrong, and what to do
 * about it, in one message. Undefined for what is no answer of the backend.
 *
 * @public
 */
export function refusalOf(
  error: unknown,
  options: {
    /** Whether the message ends with the problem's code, for callers that are programs. */
    withCode?: boolean;
  } = {},
): Error | undefined {
  const { statusCode, body } = error as Refusal;
  if (!statusCode) return undefined;
  const problem = problemOf(error);
  const message = problem
    ? `${problem.message} ${problem.remedy}${
        options.withCode ? ` (${problem.code})` : ''
      }`
    : body?.error?.message ?? (error as Error).message;
  return new (ERRORS[statusCode] ?? ServiceUnavailableError)(message);
}
