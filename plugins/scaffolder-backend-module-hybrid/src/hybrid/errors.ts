import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { problemOf } from '@hybrid-platform/backstage-plugin-hybrid-common';

const ERRORS: Record<number, new (message: string) => Error> = {
  400: InputError,
  401: AuthenticationError,
  403: NotAllowedError,
  404: NotFoundError,
  409: ConflictError,
  422: InputError,
};

/** What a refusal of the backend carries. */
interface RefusedResponse {
  statusCode?: number;
  body?: { error?: { message?: string } };
}

/** Sends a request to the backend; a refusal becomes an error that says what is wrong and what to do. */
export async function withTaskErrors<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw taskError(error);
  }
}

/** The backend's refusal as the error that ends a step: its message, and its remedy. */
export function taskError(error: unknown): Error {
  const { statusCode, body } = error as RefusedResponse;
  if (!statusCode) return error as Error;
  const problem = problemOf(error);
  const message = problem
    ? `${problem.message} ${problem.remedy}`
    : body?.error?.message ?? (error as Error).message;
  const Type =
    ERRORS[statusCode] ?? (statusCode >= 500 ? ServiceUnavailableError : Error);
  return new Type(message);
}

/**
 * Whether it may be different the next time: nobody answered, or the answer is that of a
 * backend that starts, stops or is overloaded.
 */
export function isTransient(error: unknown): boolean {
  const { statusCode } = error as RefusedResponse;
  if (statusCode === undefined) {
    // What fetch throws: the connection fails, or breaks within the answer, or takes too long.
    return ['TypeError', 'SyntaxError', 'TimeoutError'].includes(
      (error as Error).name,
    );
  }
  return statusCode === 429 || statusCode >= 500;
}
