import type {
  Problem,
  Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError, problemIn } from '../errors';
import { readAutomation, readEntityRef } from '../aws/rule/tags';
import type { ServiceSnapshot } from '../platforms/snapshot';
import { assertRoutable } from '../platforms/routable';
import type { Rights } from './EvacuationAccess';

/** A service that an evacuation may be about. */
export type Candidate = {
  name: string;
  entityRef: string;
  service: ServiceSnapshot;
} & (
  | { routable: ReturnType<typeof assertRoutable>; problem?: undefined }
  /** Its rule or tags are not as they must be, so it cannot be moved. */
  | { routable?: undefined; problem: Problem }
);

/** The services whose rules name an entity: what no entity is known of, nobody can move. */
export function toCandidates(services: ServiceSnapshot[]): Candidate[] {
  return services.flatMap((service): Candidate[] => {
    const entityRef = readEntityRef(service.ruleTags);
    if (!entityRef) return [];
    const { name } = service;
    try {
      const routable = assertRoutable(service);
      return [{ name, entityRef, service, routable }];
    } catch (error) {
      const problem = problemIn(error);
      if (!problem) throw error;
      return [{ name, entityRef, service, problem }];
    }
  });
}

/**
 * The candidates that the caller may see, all or those that are named. To the caller, what
 * may not be seen does not exist.
 */
export function chooseCandidates(
  platform: string,
  candidates: Candidate[],
  rights: Rights,
  names: string[] | undefined,
): Candidate[] {
  const visible = candidates.filter(({ entityRef }) =>
    rights.mayRead(entityRef),
  );
  if (!names) return visible;
  const unknown = names.filter(
    name => !visible.some(candidate => candidate.name === name),
  );
  if (unknown.length > 0) {
    throw new HybridError({
      code: 'service-not-found',
      message: `'services' names ${unknown
        .slice(0, 3)
        .map(name => `'${name}'`)
        .join(', ')}${
        unknown.length > 3 ? ` and ${unknown.length - 3} more` : ''
      }, which the platform '${platform}' does not have or you may not see.`,
      remedy: 'Correct the names, or leave them out.',
    });
  }
  const wanted = new Set(names);
  return visible.filter(({ name }) => wanted.has(name));
}

/**
 * Whether a service has left a site for good. What automation moved returns by itself after
 * the hold-down, so an evacuation takes it over.
 */
export function hasLeft(
  { rules, ruleTags }: ReturnType<typeof assertRoutable>,
  site: Site,
): boolean {
  const left = rules.every(({ weights }) => weights[site] === 0);
  return left && readAutomation(ruleTags) === undefined;
}
