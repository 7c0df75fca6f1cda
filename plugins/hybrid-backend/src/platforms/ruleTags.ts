import {
  HYBRID_TAGS,
  type AutomationStatus,
  type Hold,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** The ref of the only entity that may operate the rule; refs are compared in lower case. */
export function readEntityRef(
  ruleTags: Record<string, string>,
): string | undefined {
  const ref = ruleTags[HYBRID_TAGS.entity]?.trim();
  return ref ? ref.toLocaleLowerCase('en-US') : undefined;
}

/** The hold on a rule that is in force at `now`, read from its tags. */
export function readHold(
  ruleTags: Record<string, string>,
  now: Date,
): Hold | undefined {
  const [until, by] = splitTag(ruleTags[HYBRID_TAGS.hold]);
  const expires = Date.parse(until);
  if (!by || Number.isNaN(expires) || expires <= now.getTime()) {
    return undefined;
  }
  return { by, until: new Date(expires).toISOString() };
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

function splitTag(value: string | undefined): [string, string | undefined] {
  const [first, second] = (value ?? '').trim().split(/\s+/);
  return [first, second];
}
