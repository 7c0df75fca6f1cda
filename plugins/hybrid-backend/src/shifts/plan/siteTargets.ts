import type {
  Problem,
  Site,
  TargetCounts,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isNotFound, isTransient } from '../../aws/failures';
import { HybridError, problemIn } from '../../errors';
import type { ShiftTarget } from '../target/ShiftTarget';

/** What is known of a site's targets: both are absent where nobody has asked. */
export interface SiteTargets {
  counts?: TargetCounts;
  /** Why they could not be looked up. */
  unreadable?: string;
}

/**
 * The targets of a site for a plan. That they cannot be read is a fact that the rules decide on,
 * and people may overrule: on a bad day the part of AWS that tells of health may be what fails.
 * Only what is gone fails the plan, for then the service is another one by now.
 *
 * @param options - whether the caller asks again for some time when AWS fails; then what may
 * pass is thrown instead.
 */
export async function readSite(
  target: Pick<ShiftTarget, 'health'>,
  site: Site,
  { mayWait }: { mayWait?: boolean },
): Promise<SiteTargets> {
  try {
    return { counts: await target.health(site) };
  } catch (error) {
    const problem = problemIn(error);
    if (!problem || isNotFound(error)) throw error;
    if (mayWait && isTransient(problem)) {
      throw new HybridError(notKnown(site, problem), { cause: error });
    }
    return { unreadable: problem.message };
  }
}

function notKnown(site: Site, { code, message }: Problem): Problem {
  return {
    code,
    message: `Whether ${site} has a healthy target is not known. ${message}`,
    remedy: `Look at the targets of ${site} in the AWS console. If they serve, force the rules 'gaining-site-healthy' and 'never-dark'; otherwise try again when AWS answers.`,
  };
}
