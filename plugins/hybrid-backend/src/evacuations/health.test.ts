import type {
  SafetyRuleResult,
  TargetCounts,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../errors';
import type { ServiceDetail } from '../platforms/detail';
import { serviceSnapshot } from '../__testUtils__/serviceSnapshot';
import { explainHealth, judgeHealth, type HealthSubject } from './health';

const counts = (healthy: number): TargetCounts => ({
  healthy,
  total: 3,
  reasons: {},
});

const subject = (
  name = 'cart',
  alarms: Pick<HealthSubject, 'hostAlarms' | 'toldByAlarm'> = {},
): HealthSubject => ({
  name,
  rules: serviceSnapshot({ name }).rules,
  ...alarms,
});

const fleet = (targets: ServiceDetail['targets']): Map<string, ServiceDetail> =>
  new Map([['cart', { targets } as ServiceDetail]]);

const unreachable = () =>
  Promise.reject(
    new HybridError({
      code: 'aws-unreachable',
      message: 'AWS does not answer.',
      remedy: 'Wait.',
    }),
  );

async function judge(options: {
  fleet?: Map<string, ServiceDetail>;
  targets?: (arn: string) => Promise<TargetCounts>;
  alarms?: Pick<HealthSubject, 'hostAlarms' | 'toldByAlarm'>;
}) {
  const asked: string[] = [];
  const judged = await judgeHealth(
    {
      targets: async arn => {
        asked.push(arn);
        return (options.targets ?? unreachable)(arn);
      },
    },
    'aws',
    [subject('cart', options.alarms)],
    options.fleet,
  );
  return { asked, ...judged.get('cart')! };
}

describe('the gaining site of a service is judged', () => {
  it('by metrics that know of a healthy target, without a call', async () => {
    const judged = await judge({
      fleet: fleet({ aws: counts(1), 'on-prem': counts(0) }),
    });
    expect(judged).toEqual({
      asked: [],
      targets: { aws: counts(1), 'on-prem': counts(0) },
      basis: expect.stringContaining('metrics'),
    });
  });

  describe('though metrics know of a healthy target', () => {
    const counted = {
      targets: { aws: counts(3) },
      healthAt: { aws: '2026-11-22T12:00:00.000Z' },
    };
    const known = (more: Partial<ServiceDetail> = {}) =>
      new Map([['cart', { ...counted, ...more } as ServiceDetail]]);
    const told = { aws: { name: 'aws-down', healthy: false } };
    const alarms = {
      hostAlarms: { aws: '2026-11-22T12:00:01.000Z' },
      toldByAlarm: told,
    };

    it('by its targets now, when an alarm is newer than they are', async () => {
      const { asked, targets } = await judge({
        alarms,
        fleet: known(),
        targets: async () => counts(0),
      });
      expect(asked).toHaveLength(1);
      expect(targets.aws).toEqual(counts(0));
    });

    it('by that alarm, when they cannot be asked', async () => {
      const judged = await judge({ alarms, fleet: known() });
      expect(judged.targets.aws).toBeUndefined();
      expect(judged.byAlarm).toEqual(told);
    });

    it('by the site, when that seems lost since and they cannot be asked', async () => {
      const judged = await judge({ fleet: known({ doubted: ['aws'] }) });
      expect(judged.asked).toHaveLength(1);
      expect(judged.targets.aws).toBeUndefined();
      expect(judged.basis).toContain('aws seems to be down');
    });
  });

  it.each<[string, Map<string, ServiceDetail> | undefined]>([
    ['that know of none', fleet({ aws: counts(0), 'on-prem': counts(2) })],
    ['of the other site only', fleet({ 'on-prem': counts(2) })],
    ['that do not know the service', new Map()],
    ['that could not be read', undefined],
  ])('by its targets now, with metrics %s', async (_, known) => {
    const judged = await judge({
      fleet: known,
      targets: async () => counts(3),
    });
    expect(judged.asked).toEqual(['cart-aws']);
    expect(judged.targets.aws).toEqual(counts(3));
    expect(judged.targets['on-prem']).toEqual(
      known?.get('cart')?.targets['on-prem'],
    );
    expect(judged.basis).toContain('health now');
  });

  it('by metrics that know of none, when AWS does not answer', async () => {
    const judged = await judge({ fleet: fleet({ aws: counts(0) }) });
    expect(judged.targets.aws).toEqual(counts(0));
    expect(judged.basis).toContain('metrics');
  });

  it.each([
    ['rings', false],
    ['is OK', true],
  ])(
    'by the alarm on having no host, when there is nothing else and it %s',
    async (_, healthy) => {
      const told = { name: 'aws-down', healthy };
      const judged = await judge({
        alarms: {
          toldByAlarm: {
            'on-prem': { name: 'on-prem-down', healthy: false },
            aws: told,
          },
        },
      });
      expect(judged.byAlarm).toEqual({ aws: told });
      expect(judged.targets).toEqual({});
    },
  );

  it('not at all, and says so, when nothing tells of it', async () => {
    const judged = await judge({
      alarms: {
        toldByAlarm: { 'on-prem': { name: 'on-prem-down', healthy: false } },
      },
    });
    expect(judged.byAlarm).toBeUndefined();
    expect(judged.targets).toEqual({});
    expect(judged.basis).toContain('The shift looks at them first');
  });

  it('by a fault of the program never', async () => {
    await expect(
      judge({ targets: () => Promise.reject(new TypeError('oops')) }),
    ).rejects.toThrow('oops');
  });

  it('by its targets only for a hundred services, eight at once', async () => {
    let running = 0;
    let most = 0;
    let calls = 0;
    const judged = await judgeHealth(
      {
        targets: async () => {
          calls += 1;
          running += 1;
          most = Math.max(most, running);
          await new Promise(resolve => setImmediate(resolve));
          running -= 1;
          return counts(1);
        },
      },
      'aws',
      Array.from({ length: 102 }, (_, index) => subject(`s${index}`)),
      undefined,
    );
    expect(calls).toBe(100);
    expect(most).toBe(8);
    expect(
      [...judged.values()].filter(({ targets }) => !targets.aws),
    ).toHaveLength(2);
  });
});

describe('the rules about health', () => {
  const rule = (id: SafetyRuleResult['id']): SafetyRuleResult => ({
    id,
    title: 'A rule',
    passed: false,
    forceable: true,
    explanation: 'No target is healthy.',
    remedy: 'Mend it.',
  });
  const rules = [
    rule('gaining-site-healthy'),
    rule('never-dark'),
    rule('cooldown'),
  ];
  it('say what they were judged by, and the others do not', () => {
    const explained = explainHealth(rules, {
      targets: {},
      basis: 'By metrics.',
    });
    expect(explained.map(({ explanation }) => explanation)).toEqual([
      'No target is healthy. By metrics.',
      'No target is healthy. By metrics.',
      'No target is healthy.',
    ]);
    expect(explained.every(({ passed }) => !passed)).toBe(true);
    expect(explained.every(({ remedy }) => remedy === 'Mend it.')).toBe(true);
  });
});
