import {
  FORCEABLE_SAFETY_RULES,
  type PlanFields,
  type PlanRequest,
  type SafetyRuleId,
  type ShiftFields,
  type ShiftKind,
  type ShiftRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../errors';

type Member = Exclude<keyof PlanFields, 'kind'>;

/** Each kind's sets of members, of which it must have exactly one. */
const NEEDED: Record<ShiftKind, Member[][]> = {
  failover: [['to']],
  custom: [['weights'], ['steps']],
  drill: [['to', 'durationSeconds']],
  reset: [[]],
};
const MEMBERS = [...new Set(Object.values(NEEDED).flat(2))];

/** Checks what a schema cannot say clearly: that the members of a plan fit together. */
export function toPlanRequest(body: PlanFields): PlanRequest {
  const { kind, weights } = body;
  const given = MEMBERS.filter(member => body[member] !== undefined);
  const sets = NEEDED[kind];
  const unknown = given.find(member => !sets.flat().includes(member));
  if (unknown) {
    throw invalid(`'${unknown}' must not be given with the kind '${kind}'.`);
  }
  const wanted = sets.filter(set => given.some(member => set.includes(member)));
  if (wanted.length > 1) {
    throw invalid(`${quoted(sets.flat(), 'and')} must not be given together.`);
  }
  const missing = (wanted[0] ?? sets[0]).find(
    member => !given.includes(member),
  );
  if (missing) {
    const names = wanted[0] ? [missing] : sets.map(([first]) => first);
    throw invalid(
      `${quoted(names, 'or')} must be given with the kind '${kind}'.`,
    );
  }
  if (weights && weights['on-prem'] + weights.aws === 0) {
    throw invalid(
      "'weights' must have at least one weight above 0: with 0 and 0 nobody serves the traffic.",
    );
  }
  return {
    kind,
    ...Object.fromEntries(given.map(member => [member, body[member]])),
  } as PlanRequest;
}

/** A plan and why, with the rules that are forced in one order. */
export function toShiftRequest(body: ShiftFields): ShiftRequest {
  assertForceable(body.force);
  return {
    ...toPlanRequest(body),
    reason: body.reason,
    ...(body.force?.length && { force: [...body.force].sort() }),
    ...(body.planned && { planned: body.planned }),
  };
}

/** Throws when a rule is named that nobody can override. */
export function assertForceable(force: readonly SafetyRuleId[] = []): void {
  const fixed = force.filter(id => !FORCEABLE_SAFETY_RULES.includes(id));
  if (fixed.length === 0) return;
  throw invalid(
    `'force' must not have ${quoted(
      fixed,
      'and',
    )}, which nobody can override; it may have ${quoted(
      [...FORCEABLE_SAFETY_RULES],
      'and',
    )}.`,
  );
}

function quoted(names: string[], conjunction: string): string {
  return names.map(name => `'${name}'`).join(` ${conjunction} `);
}

function invalid(message: string): HybridError {
  return new HybridError({
    code: 'invalid-request',
    message,
    remedy: 'Correct the named part of the request and send it again.',
  });
}
