import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Hook } from '@hybrid-platform/sandbox';

/**
 * Lets AWS answer late to a process that reads a rule in order to write it, which is where it
 * hurts most when meanwhile another process goes on with its work: the first reading of a
 * rule after it was held.
 */
export class LateAnswers {
  #late: { accessKeyId: string; ms: number } | undefined;
  #count = 0;
  readonly #held = new Set<string>();

  /** To be given to the sandbox. */
  readonly hook: Hook = ({ operation, accessKeyId }, input) => {
    if (accessKeyId !== this.#late?.accessKeyId) return undefined;
    const { ResourceArns, Tags, RuleArns } = input as {
      ResourceArns?: string[];
      Tags?: { Key?: string }[];
      RuleArns?: string[];
    };
    if (operation === 'AddTags' && Tags?.some(isHold)) {
      ResourceArns?.forEach(arn => this.#held.add(arn));
    }
    if (operation !== 'DescribeRules') return undefined;
    const those = RuleArns?.filter(arn => this.#held.delete(arn)) ?? [];
    this.#count += those.length;
    return those.length > 0 ? { latencyMs: this.#late.ms } : undefined;
  };

  /** How many rules have been read whose answers are late. */
  get count(): number {
    return this.#count;
  }

  begin(accessKeyId: string | undefined, ms: number): void {
    this.#late = accessKeyId === undefined ? undefined : { accessKeyId, ms };
  }

  end(): void {
    this.#late = undefined;
    this.#count = 0;
    this.#held.clear();
  }
}

function isHold({ Key }: { Key?: string }): boolean {
  return Key === HYBRID_TAGS.hold;
}
