import {
  HYBRID_TAGS,
  type AutomationStatus,
  type Hold,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** Kind, namespace and name in full, as a tag must name an entity. */
const ENTITY_REF = /^[^\s:/]+:[^\s:/]+\/[^\s:/]+$/;

/** The ref of the only entity that may operate the rule; refs are compared in lower case. */
export function readEntityRef(
  ruleTags: Record<string, string>,
): string | undefined {
  const ref = ruleTags[HYBRID_TAGS.entity]?.trim();
  return ref && ENTITY_REF.test(ref)
    ? ref.toLocaleLowerCase('en-US')
    : undefined;
}

/**
 * The hold on a rule that is in force at `now`, read from its tags. Shifts hold their rule
 * themselves; those tag values are `own`, and nobody's hold.
 */
export function readHold(
  ruleTags: Record<string, string>,
  now: Date,
  own: readonly string[] = [],
): Hold | undefined {
  if (own.includes(ruleTags[HYBRID_TAGS.hold])) return undefined;
  const [until, by] = splitTag(ruleTags[HYBRID_TAGS.hold]);
  const expires = Date.parse(until);
  if (!by || Number.isNaN(expires) || expires <= now.getTime()) {
    return undefined;
  }
  return { by, until: new Date(expires).toISOString() };
}

/** A hold as the tag's value. */
export function formatHold({ by, until }: Hold): string {
  return `${until} ${tagText(by)}`;
}

/** Whether the hold is of the user or service with this ref. */
export function isHolder(hold: Hold, ref: string): boolean {
  return hold.by === tagText(ref);
}

/** What automation did to the rule and has not undone, read from its tags. */
export function readAutomation(
  ruleTags: Record<string, string>,
): AutomationStatus | undefined {
  const [state, at] = splitTag(ruleTags[HYBRID_TAGS.automation]);
  const since = Date.parse(at ?? '');
  if (
    (state !== 'failed-over' && state !== 'recovering') ||
    Number.isNaN(since)
  ) {
    return undefined;
  }
  return { state, since: new Date(since).toISOString() };
}

/**
 * A ref with nothing that AWS refuses in a tag's value. Refs of users are so anyway; the
 * subject of a service may have any characters.
 */
function tagText(ref: string): string {
  return ref.replace(/[^\p{L}\p{N}_.:/=+\-@]/gu, '_').slice(0, 200);
}

function splitTag(value: string | undefined): [string, string | undefined] {
  const [first, second] = (value ?? '').trim().split(/\s+/);
  return [first, second];
}
