import {
  HYBRID_TAGS,
  SITES,
  UNKNOWN_HOLDER,
  type AutomationStatus,
  type Hold,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { readTagTime, wordsOf } from './tagTime';

/*
 * The platform's own Lambdas read the same tags by code of their own, for they are a part of
 * somebody's repository. Both are tested with the tables in that repository's
 * `lambda/testing/cases`.
 */

type Tags = Record<string, string>;

/** Kind, namespace and name in full, as a tag must name an entity. */
const ENTITY_REF = /^[^\s:/]+:[^\s:/]+\/[^\s:/]+$/;

/** The ref of the only entity that may operate the rule; refs are compared in lower case. */
export function readEntityRef(ruleTags: Tags): string | undefined {
  const ref = ruleTags[HYBRID_TAGS.entity]?.trim();
  return ref && ENTITY_REF.test(ref)
    ? ref.toLocaleLowerCase('en-US')
    : undefined;
}

/** The service that a resource belongs to. */
export function readService(tags: Tags): string | undefined {
  return tags[HYBRID_TAGS.service]?.trim() || undefined;
}

/** The site that a target group, or the database of an endpoint, is at. */
export function readSite(tags: Tags): Site | undefined {
  return SITES.find(site => site === tags[HYBRID_TAGS.site]?.trim());
}

/**
 * The hold on a rule that is in force at `now`, read from its tags. Shifts hold their rule
 * themselves; those tag values are `own`, and nobody's hold. One that names nobody is a hold
 * all the same: somebody set the tag by hand.
 */
export function readHold(
  ruleTags: Tags,
  now: Date,
  own: readonly string[] = [],
): Hold | undefined {
  const text = ruleTags[HYBRID_TAGS.hold];
  if (text === undefined || own.includes(text)) return undefined;
  const hold = parseHold(text);
  return hold && Date.parse(hold.until) > now.getTime() ? hold : undefined;
}

/** Whether the tag is of a hold that is over, so that nothing is lost with it. */
export function hasExpired(ruleTags: Tags, now: Date): boolean {
  const hold = parseHold(ruleTags[HYBRID_TAGS.hold] ?? '');
  return hold !== undefined && Date.parse(hold.until) <= now.getTime();
}

/**
 * The text of a hold's tag that is of no hold, for it begins with no time. It binds nobody,
 * not the Lambdas either, but whoever wrote it thinks so.
 */
export function unreadableHold(ruleTags: Tags): string | undefined {
  const text = ruleTags[HYBRID_TAGS.hold]?.trim();
  return text && !parseHold(text) ? text : undefined;
}

/** The hold that a tag says, over or not. */
export function parseHold(text: string): Hold | undefined {
  const time = readTagTime(text);
  return (
    time && {
      by: time.words[0] ?? UNKNOWN_HOLDER,
      until: new Date(time.at).toISOString(),
    }
  );
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
export function readAutomation(ruleTags: Tags): AutomationStatus | undefined {
  const [state, ...time] = wordsOf(ruleTags[HYBRID_TAGS.automation]);
  if (state !== 'failed-over' && state !== 'recovering') return undefined;
  const since = readTagTime(time.join(' '))?.at;
  return since === undefined
    ? undefined
    : { state, since: new Date(since).toISOString() };
}

/** The text of automation's tag that tells nobody what automation did, or since when. */
export function unreadableAutomation(ruleTags: Tags): string | undefined {
  const text = ruleTags[HYBRID_TAGS.automation]?.trim();
  return text && !readAutomation(ruleTags) ? text : undefined;
}

/**
 * What the tags of all rules of a service say together. It is held when one of its rules is,
 * until the last hold expires; automation moved it when it moved one of them, since the first
 * is failed over or the last is on its way back; and it is an entity's only when all of its
 * rules say so. The Lambdas merge alike: see `cases/mergeRules.ts` of the tables.
 *
 * @param own - texts of holds that shifts set themselves. They say nothing where another rule
 *   has a hold of somebody's, however long that lasts.
 */
export function mergeRuleTags(
  all: Record<string, string>[],
  own: readonly string[] = [],
): Record<string, string> {
  if (all.length < 2) return all[0] ?? {};
  const merged = Object.assign({}, ...[...all].reverse());
  const texts = (key: string) =>
    all.map(tags => tags[key]).filter(text => text !== undefined);
  const { hold, automation, entity } = HYBRID_TAGS;
  const held = decisiveHold(texts(hold), own);
  if (held !== undefined) merged[hold] = held;
  if (merged[automation] !== undefined) {
    merged[automation] = mostMoved(all) ?? texts(automation)[0];
  }
  const owners = new Set(all.map(readEntityRef));
  if (owners.size > 1) delete merged[entity];
  return merged;
}

/** The texts of the holds on the rules of a service, each once. */
export function holdTexts(all: Tags[]): string[] {
  return [...new Set(all.flatMap(tags => tags[HYBRID_TAGS.hold] ?? []))];
}

/** The tags of a service, of whose holds those that shifts have for themselves say nothing. */
export function withoutOwnHolds(
  service: { ruleTags: Tags; holdTexts?: string[] },
  own: readonly string[] = [],
): Tags {
  const held = decisiveHold(service.holdTexts ?? [], own);
  return held === undefined
    ? service.ruleTags
    : { ...service.ruleTags, [HYBRID_TAGS.hold]: held };
}

/** Of several holds, the one that has the say: of somebody's the one that lasts longest. */
function decisiveHold(
  texts: string[],
  own: readonly string[],
): string | undefined {
  if (texts.length === 0) return undefined;
  const others = texts.filter(text => !own.includes(text) && parseHold(text));
  return latest(others.length > 0 ? others : texts);
}

/** The automation tag that has the say; undefined where none can be read. */
function mostMoved(all: Tags[]): string | undefined {
  const known = all
    .flatMap(tags => {
      const automation = readAutomation(tags);
      return automation
        ? { ...automation, text: tags[HYBRID_TAGS.automation] }
        : [];
    })
    .sort((a, b) => a.since.localeCompare(b.since));
  const decisive =
    known.find(({ state }) => state === 'failed-over') ??
    known[known.length - 1];
  return decisive?.text;
}

/** The hold that lasts longest. */
function latest(holds: string[]): string {
  const expiry = (text: string) => {
    const hold = parseHold(text);
    return hold ? Date.parse(hold.until) : 0;
  };
  return holds.reduce((a, b) => (expiry(b) > expiry(a) ? b : a));
}

/**
 * A ref with nothing that AWS refuses in a tag's value. Refs of users are so anyway; the
 * subject of a service may have any characters.
 */
function tagText(ref: string): string {
  return ref.replace(/[^\p{L}\p{N}_.:/=+\-@]/gu, '_').slice(0, 200);
}
