import { SITES } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isNotFound } from '../aws/failures';
import type { PlatformAws } from '../aws/PlatformAws';
import { forwardedGroups } from '../aws/rule/weights';
import { HybridError } from '../errors';
import type { Description } from './describe';
import type { Inventory, ServiceInventory } from './inventory';

/** So many groups are asked at each refresh; 20 take one call. */
const MOST_ASKED = 20;

/** A group that is there is asked again after so long. */
const ASK_AGAIN_AFTER_MS = 5 * 60_000;

/**
 * Leaves out target groups that the tag index lists and AWS does not know, as far as that
 * matters: only where a rule does not tell which of several groups of a site is its own, since
 * somebody took it off.
 */
export class ExistingGroups {
  /** An ARN never comes back. */
  readonly #gone = new Set<string>();
  readonly #thereAt = new Map<string, number>();

  constructor(
    private readonly aws: Pick<PlatformAws, 'tags'>,
    private readonly now: () => Date,
  ) {}

  /** The inventory without them; the same where nothing is left out. */
  async of(
    inventory: Inventory,
    description: Pick<Description, 'of'>,
  ): Promise<Inventory> {
    const doubtful = new Set(
      inventory.services.flatMap(service => inDoubt(service, description)),
    );
    if (doubtful.size === 0) return inventory;
    await this.#ask([...doubtful].filter(arn => !this.#isKnown(arn)));
    return {
      ...inventory,
      services: inventory.services.map(service => ({
        ...service,
        targetGroups: Object.fromEntries(
          SITES.map(site => [
            site,
            service.targetGroups[site].filter(
              ({ arn }) => !this.#gone.has(arn),
            ),
          ]),
        ) as ServiceInventory['targetGroups'],
      })),
    };
  }

  #isKnown(arn: string): boolean {
    const age = this.now().getTime() - (this.#thereAt.get(arn) ?? 0);
    return this.#gone.has(arn) || age < ASK_AGAIN_AFTER_MS;
  }

  /** What cannot be asked now is there as far as anybody knows. */
  async #ask(arns: string[]): Promise<void> {
    await Promise.all(
      arns.slice(0, MOST_ASKED).map(async arn => {
        try {
          await this.aws.tags(arn);
          this.#thereAt.set(arn, this.now().getTime());
        } catch (error) {
          if (!(error instanceof HybridError)) throw error;
          if (isNotFound(error)) this.#gone.add(arn);
        }
      }),
    );
  }
}

function inDoubt(
  { rules, targetGroups }: ServiceInventory,
  { of }: Pick<Description, 'of'>,
): string[] {
  const forwarded = rules.flatMap(({ arn }) => {
    const reading = of(arn);
    if (reading === 'gone' || !('RuleArn' in reading)) return [];
    const groups = forwardedGroups(reading);
    return groups.length > 0 ? [groups] : [];
  });
  return SITES.flatMap(site => {
    const arns = targetGroups[site].map(({ arn }) => arn);
    const isOff = forwarded.some(
      groups => !arns.some(arn => groups.includes(arn)),
    );
    const unused = arns.filter(
      arn => !forwarded.some(groups => groups.includes(arn)),
    );
    return isOff && arns.length > 1 ? unused : [];
  });
}
