import { isDeepStrictEqual } from 'node:util';
import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import { readService } from '../aws/rule/tags';
import { forwardedGroups } from '../aws/rule/weights';
import type { TaggedResource } from '../aws/tagging';
import { HybridError } from '../errors';
import type { Description } from './describe';

/** What is nobody's, or really lacks a tag, is asked again after so long. */
const ASK_AGAIN_AFTER_MS = 10 * 60_000;

/** For so long the index may not show a change of tags yet. */
const INDEX_LAG_MS = 5 * 60_000;

/** So many resources are asked at each refresh; 20 take one call, and the rest comes next. */
const MOST_ASKED = 100;

type Tags = Record<string, string>;

export interface CurrentTagsOptions {
  /** The services whose tags this plugin has changed since then, in any process. */
  changedSince(since: Date): Promise<ReadonlySet<string>>;
  now(): Date;
}

/**
 * The tags of a platform's rules and target groups, from the resources themselves where the
 * tag index may be behind: it is seconds late as a rule, and minutes at times. Then a rule that
 * was just replaced is without its service, and a hold that was just set is not shown.
 */
export class CurrentTags {
  /** When the index was found to be right about what looked wrong. */
  readonly #rightAt = new Map<string, number>();
  readonly #rules = new Map<string, { actions: string; changedAt: number }>();

  constructor(
    private readonly aws: Pick<PlatformAws, 'platform' | 'tags'>,
    private readonly options: CurrentTagsOptions,
  ) {}

  /** The resources as they are now; the same list where nothing had to be asked. */
  async of(
    resources: TaggedResource[],
    { rules }: Pick<Description, 'rules'>,
  ): Promise<TaggedResource[]> {
    const described = rules.filter(({ IsDefault }) => !IsDefault);
    const listed = new Map(resources.map(each => [each.arn, each.tags]));
    const lacking = this.#lacking(described, listed);
    const changed = await this.#changed(described, listed);
    const asked = [...new Set([...changed, ...lacking])].slice(0, MOST_ASKED);
    if (asked.length === 0) return resources;
    const read = await this.#read(asked);
    for (const [arn, tags] of read) {
      const isRight =
        !this.#isOurs(tags) || isDeepStrictEqual(tags, listed.get(arn));
      if (isRight) this.#rightAt.set(arn, this.options.now().getTime());
    }
    return [
      ...resources.filter(({ arn }) => !read.has(arn)),
      ...[...read].flatMap(([arn, tags]) =>
        this.#isOurs(tags) ? { arn, tags } : [],
      ),
    ];
  }

  #isOurs(tags: Tags): boolean {
    return tags[HYBRID_TAGS.platform] === this.aws.platform.id;
  }

  /** What the rules are made of and the index does not list, or not all that a service needs. */
  #lacking(described: Rule[], listed: ReadonlyMap<string, Tags>): string[] {
    const now = this.options.now().getTime();
    for (const [arn, at] of this.#rightAt) {
      if (now - at >= ASK_AGAIN_AFTER_MS) this.#rightAt.delete(arn);
    }
    const needed: [string[], string[]][] = [
      [described.map(({ RuleArn }) => RuleArn!), [HYBRID_TAGS.entity]],
      [
        described.flatMap(forwardedGroups),
        [HYBRID_TAGS.site, HYBRID_TAGS.defaultWeight],
      ],
    ];
    return needed.flatMap(([arns, keys]) =>
      arns.filter(
        arn => !this.#rightAt.has(arn) && lacks(listed.get(arn), keys),
      ),
    );
  }

  /** Rules that somebody has just written to: what they did to the tags may not show yet. */
  async #changed(
    described: Rule[],
    listed: ReadonlyMap<string, Tags>,
  ): Promise<string[]> {
    const now = this.options.now().getTime();
    const since = now - INDEX_LAG_MS;
    const ours = await this.#changedByUs(new Date(since));
    const known = new Map(this.#rules);
    this.#rules.clear();
    const changed = described.filter(({ RuleArn, Actions }) => {
      const before = known.get(RuleArn!);
      const actions = JSON.stringify(Actions);
      const changedAt =
        before && before.actions !== actions ? now : before?.changedAt ?? 0;
      this.#rules.set(RuleArn!, { actions, changedAt });
      const service = readService(listed.get(RuleArn!) ?? {});
      return service && (ours.has(service) || changedAt > since);
    });
    return changed.map(({ RuleArn }) => RuleArn!);
  }

  /** Without the database nobody knows; the index then tells what it does. */
  async #changedByUs(since: Date): Promise<ReadonlySet<string>> {
    try {
      return await this.options.changedSince(since);
    } catch {
      return new Set();
    }
  }

  /** What cannot be read now is as the index has it. */
  async #read(arns: string[]): Promise<Map<string, Tags>> {
    const read = new Map<string, Tags>();
    await Promise.all(
      arns.map(async arn => {
        try {
          read.set(arn, await this.aws.tags(arn));
        } catch (error) {
          if (!(error instanceof HybridError)) throw error;
        }
      }),
    );
    return read;
  }
}

function lacks(tags: Tags | undefined, needed: string[]): boolean {
  return (
    !tags ||
    readService(tags) === undefined ||
    needed.some(key => tags[key] === undefined)
  );
}
