import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import pLimit from 'p-limit';

/** One permission on one entity. */
export interface Question {
  permission: ResourcePermission;
  resourceRef: string;
}

/**
 * The permission backend takes bodies of up to 100 kB, and so does the catalog when a policy
 * has conditions; a question takes up to about 450 bytes.
 */
const QUESTIONS_PER_CALL = 200;
const CALLS_AT_ONCE = 4;

/** Answers any number of questions, in their order, by as few calls as the backend takes. */
export async function authorizeAll(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
  questions: Question[],
): Promise<boolean[]> {
  const limit = pLimit(CALLS_AT_ONCE);
  const calls: Promise<boolean[]>[] = [];
  for (let i = 0; i < questions.length; i += QUESTIONS_PER_CALL) {
    const part = questions.slice(i, i + QUESTIONS_PER_CALL);
    calls.push(
      limit(async () => {
        const decisions = await permissions.authorize(part, { credentials });
        return decisions.map(({ result }) => result === AuthorizeResult.ALLOW);
      }),
    );
  }
  return (await Promise.all(calls)).flat();
}
