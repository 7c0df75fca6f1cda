import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { PlatformAws } from '../aws/PlatformAws';
import { problemIn } from '../errors';
import type { AlarmReading } from './snapshot';

/**
 * The states of a platform's alarms. CloudWatch may fail alone: what it told last is then left,
 * with the time that it is of, and nothing else waits for it.
 */
export class AlarmTaker {
  #last: { alarms: MetricAlarm[]; at: Date } | undefined;

  constructor(
    private readonly aws: Pick<PlatformAws, 'alarms' | 'alarmsNotOk'>,
    private readonly now: () => Date,
  ) {}

  /** The alarms with those names, each asked for. */
  all(names: string[]): Promise<AlarmReading> {
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
      const left = known.flatMap(({ AlarmName, StateValue }) =>
        StateValue !== 'OK' && !notOk.has(AlarmName) ? AlarmName! : [],
      );
      const asked = left.length > 0 ? await this.aws.alarms(left) : [];
      const states = new Map([
        ...notOk,
        ...asked.map(alarm => [alarm.AlarmName, alarm] as const),
      ]);
      return known.flatMap(
        alarm =>
          states.get(alarm.AlarmName) ??
          (alarm.StateValue === 'OK' ? alarm : []),
      );
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
