import type {
  PlanRequest,
  Site,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../errors';

/** A plan as the schema lets it through: each member is valid, but not yet the whole. */
export interface PlanBody {
  kind: PlanRequest['kind'];
  to?: Site;
  weights?: Weights;
}

/** Which member each kind needs; it must have that one and no other. */
const NEEDED: Record<PlanRequest['kind'], 'to' | 'weights' | undefined> = {
  failover: 'to',
  custom: 'weights',
  reset: undefined,
};

/** Checks what a schema cannot say clearly: that the members of a plan fit together. */
export function toPlanRequest(body: PlanBody): PlanRequest {
  const { kind, to, weights } = body;
  for (const member of ['to', 'weights'] as const) {
    const given = body[member] !== undefined;
    if (given && NEEDED[kind] !== member) {
      throw invalid(`'${member}' must not be given with the kind '${kind}'.`);
    }
    if (!given && NEEDED[kind] === member) {
      throw invalid(`'${member}' must be given with the kind '${kind}'.`);
    }
  }
  if (weights && weights['on-prem'] + weights.aws === 0) {
    throw invalid(
      "'weights' must have at least one weight above 0: with 0 and 0 nobody serves the traffic.",
    );
  }
  return {
    kind,
    ...(to && { to }),
    ...(weights && { weights }),
  } as PlanRequest;
}

function invalid(message: string): HybridError {
  return new HybridError({
    code: 'invalid-request',
    message,
    remedy: 'Correct the named part of the request and send it again.',
  });
}
