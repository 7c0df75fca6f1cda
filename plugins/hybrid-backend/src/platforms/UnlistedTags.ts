import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import type { TaggedResource } from '../aws/tagging';
import { HybridError } from '../errors';

/** What is not the platform's is asked again after so long: somebody may have tagged it. */
const ASK_AGAIN_AFTER_MS = 60_000;

/**
 * The tags of what the tag index does not list, from the resources themselves: the index is
 * minutes late at times, and a rule that was just replaced must not be without its service
 * for as long. What is of others is not asked at each refresh.
 */
export class UnlistedTags {
  readonly #foreign = new Map<string, number>();

  constructor(
    private readonly aws: Pick<PlatformAws, 'platform' | 'tags'>,
    private readonly now: () => Date,
  ) {}

  /** Those of the resources that carry the platform's tag. */
  async read(arns: string[]): Promise<TaggedResource[]> {
    const now = this.now().getTime();
    for (const [arn, askedAt] of this.#foreign) {
      if (now - askedAt >= ASK_AGAIN_AFTER_MS) this.#foreign.delete(arn);
    }
    const found = await Promise.all(
      arns
        .filter(arn => !this.#foreign.has(arn))
        .map(async arn => ({ arn, tags: await this.#tags(arn) })),
    );
    return found.filter(({ arn, tags }) => {
      if (tags?.[HYBRID_TAGS.platform] === this.aws.platform.id) return true;
      if (tags) this.#foreign.set(arn, now);
      return false;
    }) as TaggedResource[];
  }

  /** What cannot be read now is as if it were not listed, as the index has it. */
  async #tags(arn: string): Promise<Record<string, string> | undefined> {
    try {
      return await this.aws.tags(arn);
    } catch (error) {
      if (error instanceof HybridError) return undefined;
      throw error;
    }
  }
}
