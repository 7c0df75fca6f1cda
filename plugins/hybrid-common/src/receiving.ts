import type { ReplicationStatus, Site } from './contract/types';
import { HYBRID_TAGS } from './tags';

/**
 * Whether a replication may bring its data to a site. Which site receives it is said by the
 * tag of the target's endpoint; without one, it may be any site but that of the source.
 *
 * @public
 */
export function mayReceiveAt(
  replication: Partial<Pick<ReplicationStatus, 'receivingSite' | 'endpoints'>>,
  site: Site,
): boolean {
  const { receivingSite, endpoints } = replication;
  if (receivingSite) return receivingSite === site;
  const source = endpoints?.find(({ role }) => role === 'source');
  return source?.site !== site;
}

/**
 * Why it cannot be said whether a site has the data of a replication that may bring it there,
 * and what to do about it.
 *
 * @public
 */
export function receiverUnknown({ id }: Pick<ReplicationStatus, 'id'>): {
  reason: string;
  remedy: string;
} {
  return {
    reason: `Which site receives the data of ${id} is not known: its endpoints name no site.`,
    remedy: `Give the DMS endpoints their tag '${HYBRID_TAGS.site}', with the value on-prem or aws.`,
  };
}
