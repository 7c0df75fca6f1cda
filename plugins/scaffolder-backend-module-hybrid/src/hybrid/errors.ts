import { refusalOf } from '@hybrid-platform/backstage-plugin-hybrid-common';

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
  return refusalOf(error) ?? (error as Error);
}

/**
 * Whether it may be different the next time: nobody answered, or the answer is that of a
 * backend that starts, stops or is overloaded.
 */
export function isTransient(error: unknown): boolean {
  const { statusCode } = error as { statusCode?: number };
  if (statusCode === undefined) {
    // What fetch throws: the connection fails, or breaks within the answer, or takes too long.
    return ['TypeError', 'SyntaxError', 'TimeoutError'].includes(
      (error as Error).name,
    );
  }
  return statusCode === 429 || statusCode >= 500;
}
