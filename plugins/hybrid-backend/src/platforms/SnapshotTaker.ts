import { isListenerRule } from '../aws/arns';
import { isTransient } from '../aws/failures';
import type { PlatformAws } from '../aws/PlatformAws';
import type { TaggedResource } from '../aws/tagging';
import { problemIn } from '../errors';
import { AlarmTaker } from './AlarmTaker';
import { readInventory, type Inventory } from './inventory';
import { CurrentTags, type CurrentTagsOptions } from './CurrentTags';
import { ExistingGroups } from './ExistingGroups';
import { describeRules, type Description } from './describe';
import { LastDescribed } from './LastDescribed';
import { readService } from './service';
import { assembleSnapshot, type AlarmReading, type Snapshot } from './snapshot';
import { loadBalancersOfGroups } from './groupsFor';
import { ListenerNames } from './ListenerNames';

/** What changes only when somebody deploys. */
interface Structure {
  resources: TaggedResource[];
  rules: ReadonlySet<string>;
  readAt: number;
}

/** Up to so many resources, reading all of them takes no more calls than reading a part. */
const FEW_RESOURCES = 300;

/** A default weight or a new alarm shows after this time at the latest; a new rule at once. */
const READ_ANEW_AFTER_MS = 5 * 60_000;

/**
 * Takes snapshots of a platform. Of a large one it reads each time only what changes by
 * itself: the rules, their tags, and the alarms that are not OK. Target groups and what the
 * alarms are it reads anew every few minutes, and whenever there are other rules than before.
 */
export class SnapshotTaker {
  #structure: Structure | undefined;
  readonly #tags: CurrentTags;
  readonly #alarms: AlarmTaker;
  readonly #last = new LastDescribed();
  readonly #listeners: ListenerNames;
  readonly #groups: ExistingGroups;

  constructor(
    private readonly aws: PlatformAws,
    private readonly options: CurrentTagsOptions,
  ) {
    this.#tags = new CurrentTags(aws, options);
    this.#alarms = new AlarmTaker(aws, options.now);
    this.#listeners = new ListenerNames(aws, options.now);
    this.#groups = new ExistingGroups(aws, options.now);
  }

  async take(): Promise<Snapshot> {
    const structure = this.#structure;
    const age = this.options.now().getTime() - (structure?.readAt ?? 0);
    if (
      structure &&
      structure.resources.length > FEW_RESOURCES &&
      age < READ_ANEW_AFTER_MS
    ) {
      const rules = await this.#taggedRules();
      if (rules && sameRules(rules, structure)) {
        return this.#takePart(structure, rules);
      }
    }
    return this.#takeAll();
  }

  /** Undefined when AWS does not answer by the type of rules; all are asked for then. */
  async #taggedRules(): Promise<TaggedResource[] | undefined> {
    try {
      return await this.aws.taggedRules();
    } catch (error) {
      const problem = problemIn(error);
      if (!problem) throw error;
      // Asking for more only makes worse what AWS has too much of.
      if (isTransient(problem) && problem.code !== 'aws-failed') throw error;
      return undefined;
    }
  }

  async #takeAll(): Promise<Snapshot> {
    const beganAt = this.options.now();
    const resources = await this.aws.taggedResources();
    const listed = readInventory(resources);
    const names = listed.services.flatMap(service => service.alarmNames);
    const [{ inventory, description }, alarms] = await Promise.all([
      this.#describe(listed, resources),
      this.#alarms.all(names),
    ]);
    // Without the alarms a part does not do the next time either.
    this.#structure = alarms.unread
      ? undefined
      : {
          resources,
          rules: new Set(
            resources.map(({ arn }) => arn).filter(isListenerRule),
          ),
          readAt: beganAt.getTime(),
        };
    return this.#assemble(inventory, description, alarms, beganAt);
  }

  async #takePart(
    structure: Structure,
    taggedRules: TaggedResource[],
  ): Promise<Snapshot> {
    const beganAt = this.options.now();
    const resources = [
      ...structure.resources.filter(({ arn }) => !isListenerRule(arn)),
      ...taggedRules,
    ];
    const [{ inventory, description }, alarms] = await Promise.all([
      this.#describe(readInventory(resources), resources),
      this.#alarms.changed(),
    ]);
    return this.#assemble(inventory, description, alarms, beganAt);
  }

  #assemble(
    inventory: Inventory,
    description: Description,
    alarms: AlarmReading,
    beganAt: Date,
  ): Promise<Snapshot> {
    const usedBy = loadBalancersOfGroups(description.rules);
    const services = this.#last.complete(
      inventory.services.map(listed =>
        readService(listed, description.of, usedBy),
      ),
      beganAt.toISOString(),
    );
    return this.#listeners.name(
      assembleSnapshot(inventory, services, alarms, beganAt),
    );
  }

  /** The rules as they are, with their tags as far as the index has missed them. */
  async #describe(
    listed: Inventory,
    resources: TaggedResource[],
  ): Promise<{ inventory: Inventory; description: Description }> {
    const description = await describeRules(this.aws, listed);
    const current = await this.#tags.of(resources, description);
    const inventory = current === resources ? listed : readInventory(current);
    return {
      inventory: await this.#groups.of(inventory, description),
      description,
    };
  }
}

/** Takers by platform, each made when it is first needed. */
export function snapshotTakers(
  aws: (platformId: string) => PlatformAws,
  options: {
    changedSince(platformId: string, since: Date): Promise<ReadonlySet<string>>;
    now(): Date;
  },
): (platformId: string) => Promise<Snapshot> {
  const takers = new Map<string, SnapshotTaker>();
  return platformId => {
    const taker =
      takers.get(platformId) ??
      new SnapshotTaker(aws(platformId), {
        now: options.now,
        changedSince: since => options.changedSince(platformId, since),
      });
    takers.set(platformId, taker);
    return taker.take();
  };
}

function sameRules(found: TaggedResource[], { rules }: Structure): boolean {
  return (
    found.length === rules.size && found.every(({ arn }) => rules.has(arn))
  );
}
