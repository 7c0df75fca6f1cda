import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { isListenerRule } from '../aws/arns';
import type { PlatformAws } from '../aws/PlatformAws';
import type { TaggedResource } from '../aws/tagging';
import { readInventory, type Inventory } from './inventory';
import { describeRules, unlisted, type Description } from './describe';
import { assembleSnapshot, type Snapshot } from './snapshot';
import { ListenerNames } from './ListenerNames';
import { UnlistedTags } from './UnlistedTags';

/** What changes only when somebody deploys. */
interface Structure {
  resources: TaggedResource[];
  rules: ReadonlySet<string>;
  alarms: MetricAlarm[];
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
  readonly #unlisted: UnlistedTags;
  readonly #listeners: ListenerNames;

  constructor(
    private readonly aws: PlatformAws,
    private readonly now: () => Date,
  ) {
    this.#unlisted = new UnlistedTags(aws, now);
    this.#listeners = new ListenerNames(aws, now);
  }

  async take(): Promise<Snapshot> {
    const structure = this.#structure;
    const age = this.now().getTime() - (structure?.readAt ?? 0);
    if (
      structure &&
      structure.resources.length > FEW_RESOURCES &&
      age < READ_ANEW_AFTER_MS
    ) {
      const rules = await this.aws.taggedRules();
      if (sameRules(rules, structure)) return this.#takePart(structure, rules);
    }
    return this.#takeAll();
  }

  async #takeAll(): Promise<Snapshot> {
    const resources = await this.aws.taggedResources();
    const listed = readInventory(resources);
    const names = listed.services.flatMap(service => service.alarmNames);
    const [{ inventory, description }, alarms] = await Promise.all([
      this.#describe(listed, resources),
      this.aws.alarms([...new Set(names)]),
    ]);
    const now = this.now();
    this.#structure = {
      resources,
      rules: new Set(resources.map(({ arn }) => arn).filter(isListenerRule)),
      alarms,
      readAt: now.getTime(),
    };
    return this.#listeners.name(
      assembleSnapshot(inventory, description, alarms, now),
    );
  }

  async #takePart(
    structure: Structure,
    taggedRules: TaggedResource[],
  ): Promise<Snapshot> {
    const resources = [
      ...structure.resources.filter(({ arn }) => !isListenerRule(arn)),
      ...taggedRules,
    ];
    const [{ inventory, description }, troubled] = await Promise.all([
      this.#describe(readInventory(resources), resources),
      this.aws.alarmsNotOk(),
    ]);
    const states = new Map(troubled.map(alarm => [alarm.AlarmName, alarm]));
    const alarms = structure.alarms.map(
      alarm => states.get(alarm.AlarmName) ?? asOk(alarm),
    );
    return this.#listeners.name(
      assembleSnapshot(inventory, description, alarms, this.now()),
    );
  }

  /** The rules as they are, and what of the platform is among them that the index misses. */
  async #describe(
    listed: Inventory,
    resources: TaggedResource[],
  ): Promise<{ inventory: Inventory; description: Description }> {
    const description = await describeRules(this.aws, listed);
    const missing = await this.#unlisted.read(unlisted(description, resources));
    return {
      inventory:
        missing.length > 0 ? readInventory([...resources, ...missing]) : listed,
      description,
    };
  }
}

/** Takers by platform, each made when it is first needed. */
export function snapshotTakers(
  aws: (platformId: string) => PlatformAws,
  now: () => Date,
): (platformId: string) => Promise<Snapshot> {
  const takers = new Map<string, SnapshotTaker>();
  return platformId => {
    const taker =
      takers.get(platformId) ?? new SnapshotTaker(aws(platformId), now);
    takers.set(platformId, taker);
    return taker.take();
  };
}

function sameRules(found: TaggedResource[], { rules }: Structure): boolean {
  return (
    found.length === rules.size && found.every(({ arn }) => rules.has(arn))
  );
}

/** An alarm that has become OK says so without when and why: nobody has asked it. */
function asOk(alarm: MetricAlarm): MetricAlarm {
  if (alarm.StateValue === 'OK') return alarm;
  return {
    ...alarm,
    StateValue: 'OK',
    StateReason: undefined,
    StateUpdatedTimestamp: undefined,
  };
}
