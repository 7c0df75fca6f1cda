import {
  problemOf,
  type ProblemCode,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { messages } from './translations/messages';

/** What went wrong: the backend's reason, or why there is none. */
type ErrorKind = ProblemCode | 'network' | 'backend-missing' | 'unexpected';

/** An error in a form that can be shown. */
interface ErrorDescription {
  kind: ErrorKind;
  message: string;
  /** The backend's advice; without one the UI has its own for each kind it can meet. */
  remedy?: string;
}

/** The HTTP status of an answer that was an error; undefined when no answer arrived. */
function statusOf(error: unknown): number | undefined {
  const status = (error as { response?: { status?: unknown } } | null)?.response
    ?.status;
  return typeof status === 'number' ? status : undefined;
}

/** Says what an error of the hybrid API is about. */
export function describeError(error: Error): ErrorDescription {
  const problem = problemOf(error);
  if (problem) {
    const { code, message, remedy } = problem;
    // A newer backend may know reasons that this frontend has no title for.
    const isKnown = Object.hasOwn(messages.problem, code);
    return { kind: isKnown ? code : 'unexpected', message, remedy };
  }
  const status = statusOf(error);
  const { message } = error;
  if (status === undefined) return { kind: 'network', message };
  if (status === 404) return { kind: 'backend-missing', message };
  if (status === 401 || status === 403)
    return { kind: 'not-permitted', message };
  return { kind: 'unexpected', message };
}

/** Whether the error says that the caller may not see the service. */
export function isNotPermitted(error: Error): boolean {
  return describeError(error).kind === 'not-permitted';
}

/**
 * Whether an error is an answer that the request was not carried out. Without an answer,
 * or with one from a server in trouble, it may have been.
 */
export function isDefiniteRefusal(error: unknown): boolean {
  const status = statusOf(error);
  return (
    status !== undefined && status >= 400 && status < 500 && status !== 408
  );
}
