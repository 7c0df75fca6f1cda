import type { PlatformAws } from './PlatformAws';
import {
  differingEntityTags,
  type EntityTag,
  type EntityTagged,
} from './rule/entityTag';
import { mergeRuleTags } from './rule/tags';

/**
 * The tags of a service, which are on each of its listener rules: people and automation keep
 * each other off a service by them, and must find them whichever rule they read.
 */
export class ServiceRules implements EntityTagged {
  #entityTags: EntityTag[] | undefined;

  constructor(
    private readonly aws: Pick<PlatformAws, 'tags' | 'setTag' | 'removeTag'>,
    private readonly arns: readonly string[],
  ) {}

  get ruleArns(): readonly string[] {
    return this.arns;
  }

  /** As they were read last; only where the rules do not have the same. */
  get entityTags(): readonly EntityTag[] | undefined {
    return this.#entityTags;
  }

  /** What the tags of all rules say together; `own` holds only where nobody else's do. */
  async tags(own: readonly string[] = []): Promise<Record<string, string>> {
    const each = await this.#each();
    this.#entityTags = differingEntityTags(
      this.arns.map((arn, index) => ({ arn, tags: each[index] })),
    );
    return mergeRuleTags(each, own);
  }

  /** Replaces the tag, or removes it, on those of the rules that have the value. */
  async replaceTag(key: string, value: string, by?: string): Promise<void> {
    const each = await this.#each();
    await Promise.all(
      this.arns
        .filter((_, index) => each[index][key] === value)
        .map(arn =>
          by === undefined
            ? this.aws.removeTag(arn, key)
            : this.aws.setTag(arn, key, by),
        ),
    );
  }

  /** A failure may leave it set on some of the rules: to set it again is safe. */
  async setTag(key: string, value: string): Promise<void> {
    await Promise.all(this.arns.map(arn => this.aws.setTag(arn, key, value)));
  }

  async removeTag(key: string): Promise<void> {
    await Promise.all(this.arns.map(arn => this.aws.removeTag(arn, key)));
  }

  #each(): Promise<Record<string, string>[]> {
    return Promise.all(this.arns.map(arn => this.aws.tags(arn)));
  }
}
