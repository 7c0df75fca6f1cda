import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { HybridError } from '../errors';
import type {
  EvacuationRequest,
  Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { callerRef } from '../access/caller';
import { hasLeft, type Candidate } from './candidates';
import {
  notPermitted,
  type EvacuationAccess,
  type Right,
} from './EvacuationAccess';
import type { Chosen } from './EvacuationPlanner';
import type { NewEvacuation } from './EvacuationStore';
import { isTriedAgain, type EvacuationRow, type ItemRow } from './rows';

/** Decides what a caller may do to the services of an evacuation that was made. */
export class ItemRights {
  constructor(private readonly access: Pick<EvacuationAccess, 'rights'>) {}

  /**
   * Whoever started or last resumed it may; others need the right to shift all that it moves.
   */
  async assertMayAbort(
    credentials: BackstageCredentials,
    { requested_by: startedBy, acting }: EvacuationRow,
    items: ItemRow[],
  ): Promise<void> {
    if ([startedBy, acting].includes(callerRef(credentials))) return;
    await this.#assertMay(credentials, ['shift'], items.filter(isMoved));
  }

  /**
   * The services that a resumption leaves out, since who started it may not move them any
   * more, like at the start. Others need the right to move all of them.
   */
  async refusedAgain(
    credentials: BackstageCredentials,
    { requested_by: startedBy, force }: EvacuationRow,
    items: ItemRow[],
  ): Promise<string[]> {
    const rights: Right[] = force ? ['shift', 'force'] : ['shift'];
    if (startedBy !== callerRef(credentials)) {
      await this.#assertMay(credentials, rights, items.filter(isMoved));
      return [];
    }
    const again = items.filter(isTriedAgain);
    const may = await this.access.rights(
      credentials,
      again.map(item => item.entity_ref),
      rights,
    );
    const refused = again
      .filter(
        ({ entity_ref: ref }) =>
          !may.mayShift(ref) || (force && !may.mayForce(ref)),
      )
      .map(({ service }) => service);
    if (refused.length === again.length) throw notPermitted('shift', refused);
    return refused;
  }

  async #assertMay(
    credentials: BackstageCredentials,
    rights: Right[],
    items: ItemRow[],
  ): Promise<void> {
    const may = await this.access.rights(
      credentials,
      items.map(item => item.entity_ref),
      ['read', ...rights],
    );
    for (const right of rights) {
      const lacking = items.filter(({ entity_ref: ref }) =>
        right === 'force' ? !may.mayForce(ref) : !may.mayShift(ref),
      );
      if (lacking.length > 0) {
        throw notPermitted(
          right,
          lacking.map(({ service, entity_ref: ref }) =>
            may.mayRead(ref) ? service : 'one that you may not see',
          ),
        );
      }
    }
  }
}

/** Whether the evacuation is, or was, to move the item. */
function isMoved({ state }: ItemRow): boolean {
  return state !== 'not-permitted' && state !== 'nothing-to-do';
}

/** What each service begins as; throws when there is nothing that the caller may move. */
export function itemsOf(
  { off: leaving, services, force }: EvacuationRequest,
  { candidates, rights }: Chosen,
): NewEvacuation['items'] {
  if (candidates.length === 0) throw nothingToMove(leaving);
  const lacking = (may: (ref: string) => boolean) =>
    candidates
      .filter(({ entityRef }) => !may(entityRef))
      .map(({ name }) => name);
  const unpermitted = lacking(rights.mayShift);
  const named = services !== undefined;
  if (
    named ? unpermitted.length > 0 : unpermitted.length === candidates.length
  ) {
    throw notPermitted('shift', unpermitted);
  }
  const movable = ({ entityRef }: Candidate) => rights.mayShift(entityRef);
  if (force?.length) {
    const unforceable = candidates
      .filter(movable)
      .filter(({ entityRef }) => !rights.mayForce(entityRef))
      .map(({ name }) => name);
    if (unforceable.length > 0) throw notPermitted('force', unforceable);
  }
  return candidates.map(candidate => {
    const { name, entityRef, routable, problem } = candidate;
    const item = { service: name, entityRef };
    if (!movable(candidate)) return { ...item, state: 'not-permitted' };
    if (!routable) return { ...item, state: 'refused', problem };
    return {
      ...item,
      state: hasLeft(routable, leaving) ? 'nothing-to-do' : 'pending',
    };
  });
}

function nothingToMove(leaving: Site): HybridError {
  return new HybridError({
    code: 'nothing-to-move',
    message: `The platform has no service that you may see, so nothing is moved off ${leaving}.`,
    remedy:
      'See on the platform’s page which services are there. Those whose rules lack the tag of an entity cannot be moved from Backstage.',
  });
}
