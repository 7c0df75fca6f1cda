import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { PlatformAws } from '../aws/PlatformAws';
import { problemIn } from '../errors';
import type { AlarmReading } from './snapshot';

/** So many are asked by name at each refresh; of a thousand that become OK the rest comes next. */
const MOST_ASKED = 300;

/**
 * The states of a platform's alarms. CloudWatch may fail alone: what it told last is then left,
 * with the time that it is of, and nothing else waits for it.
 */
export class AlarmTaker {
  #last: { alarms: MetricAlarm[]; at: Date } | undefined;
  /** What is not in the list of those that are not OK any more, and was not asked since. */
  readonly #left = new Set<string>();

  constructor(
    private readonly aws: Pick<PlatformAws, 'alarms' | 'alarmsNotOk'>,
    private readonly now: () => Date,
  ) {}

  /** The alarms with those names, each asked for. */
  all(names: string[]): Promise<AlarmReading> {
    this.#left.clear();
    return this.#read(async () => this.aws.alarms([...new Set(names)]));
  }

  /**
   * The same alarms as last time, by few calls while most are OK: those that are not, and those
   * that were not, which are OK by now or deleted.
   */
  changed(): Promise<AlarmReading> {
    const known = this.#last?.alarms ?? [];
    return this.#read(async () => {
      const notOk = new Map(
        (await this.aws.alarmsNotOk()).map(alarm => [alarm.AlarmName, alarm]),
      );
      for (const { AlarmName, StateValue } of known) {
        if (notOk.has(AlarmName)) this.#left.delete(AlarmName!);
        else if (StateValue !== 'OK') this.#left.add(AlarmName!);
      }
      const asked = [...this.#left].slice(0, MOST_ASKED);
      const answers = asked.length > 0 ? await this.aws.alarms(asked) : [];
      for (const name of asked) this.#left.delete(name);
      const states = new Map([
        ...notOk,
        ...answers.map(alarm => [alarm.AlarmName, alarm] as const),
      ]);
      const gone = new Set(asked.filter(name => !states.has(name)));
      return known
        .filter(({ AlarmName }) => !gone.has(AlarmName!))
        .map(alarm => states.get(alarm.AlarmName) ?? asOk(alarm));
    });
  }

  async #read(ask: () => Promise<MetricAlarm[]>): Promise<AlarmReading> {
    const at = this.now();
    try {
      const alarms = await ask();
      this.#last = { alarms, at };
      return { alarms };
    } catch (error) {
      const problem = problemIn(error);
      if (!problem) throw error;
      const last = this.#last;
      return {
        alarms: last?.alarms ?? [],
        unread: { problem, ...(last && { lookedUpAt: last.at.toISOString() }) },
      };
    }
  }
}

/** One that has most likely become OK says so without when and why: nobody has asked it yet. */
function asOk(alarm: MetricAlarm): MetricAlarm {
  if (alarm.StateValue === 'OK') return alarm;
  return {
    ...alarm,
    StateValue: 'OK',
    StateReason: undefined,
    StateUpdatedTimestamp: undefined,
  };
}
