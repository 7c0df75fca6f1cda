import type { ErrorBody } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Answer } from '../observe/types';
import { broken, type Broken } from './Broken';

/** So long at most may anybody wait for an answer. */
export const LONGEST_ANSWER_MS = 30_000;

/** What an answer says that helps nobody, or that it came too late. */
export function unhelpful({
  method,
  path,
  status,
  body,
  sentAt,
  answeredAt,
}: Answer): Broken[] {
  const request = `${method} ${path}`;
  const found: Broken[] = [];
  if (answeredAt - sentAt > LONGEST_ANSWER_MS) {
    found.push(
      broken(
        'an answer in time',
        `${request} answered within ${LONGEST_ANSWER_MS / 1000} s`,
        `${(answeredAt - sentAt) / 1000} s`,
      ),
    );
  }
  const problem = (body as Partial<ErrorBody> | undefined)?.error?.problem;
  const isSaid = Boolean(problem?.message && problem.remedy);
  if (status >= 400 && !isSaid) {
    found.push(
      broken(
        'a remedy with each refusal',
        `a problem and its remedy with the ${status} of ${request}`,
        JSON.stringify(body)?.slice(0, 500) ?? 'nothing',
      ),
    );
  }
  return found;
}
