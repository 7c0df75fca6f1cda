import type {
  AlarmStatus,
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
const NONE = { healthy: 0, total: 0, reasons: {} };

const subject = (
  name = 'cart',
  alarms: Partial<AlarmStatus>[] = [],
): HealthSubject => ({
  name,
  rules: serviceSnapshot({ name }).rules,
  alarms: alarms as AlarmStatus[],
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
  alarms?: Partial<AlarmStatus>[];
  hostAlarms?: HealthSubject['hostAlarms'];
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
    [
      {
        ...subject('cart', options.alarms),
        ...(options.hostAlarms && { hostAlarms: options.hostAlarms }),
      },
    ],
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
    const ringing = {
      hostAlarms: { aws: '2026-11-22T12:00:01.000Z' },
      alarms: [{ name: 'aws-down', site: 'aws', state: 'ALARM' }] as const,
    };

    it('by its targets now, when an alarm is newer than they are', async () => {
      const { asked, targets } = await judge({
        ...ringing,
        alarms: [...ringing.alarms],
        fleet: known(),
        targets: async () => counts(0),
      });
      expect(asked).toHaveLength(1);
      expect(targets.aws).toEqual(counts(0));
    });

    it('by that alarm, when they cannot be asked', async () => {
      const judged = await judge({
        ...ringing,
        alarms: [...ringing.alarms],
        fleet: known(),
      });
      expect(judged.targets.aws).toEqual(NONE);
      expect(judged.basis).toContain('judged by the alarm aws-down');
    });

    it('by the site, when that seems lost since and they cannot be asked', async () => {
      const judged = await judge({ fleet: known({ doubted: ['aws'] }) });
      expect(judged.asked).toHaveLength(1);
      expect(judged.targets.aws).toEqual(NONE);
      expect(judged.basis).toContain('aws seems to be down');
      expect(judged.unknown).toBeUndefined();
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
      known?.get('cart')?.targets['on-prem'] ?? NONE,
    );
    expect(judged.basis).toContain('health now');
    expect(judged.unknown).toBeUndefined();
  });

  it('by metrics that know of none, when AWS does not answer', async () => {
    const judged = await judge({ fleet: fleet({ aws: counts(0) }) });
    expect(judged.targets.aws).toEqual(counts(0));
    expect(judged.basis).toContain('metrics');
    expect(judged.unknown).toBeUndefined();
  });

  it('by its alarm, when there is nothing else', async () => {
    const judged = await judge({
      alarms: [
        { name: 'aws-fine', site: 'aws', state: 'OK' },
        { name: 'on-prem-down', site: 'on-prem', state: 'ALARM' },
        { name: 'aws-down', site: 'aws', state: 'ALARM' },
      ],
    });
    expect(judged.basis).toContain('judged by the alarm aws-down');
    expect(judged.targets.aws).toEqual(NONE);
    expect(judged.unknown).toBeUndefined();
  });

  it('not at all, and says so, when nothing tells of it', async () => {
    const judged = await judge({
      alarms: [
        { name: 'on-prem-down', site: 'on-prem', state: 'ALARM' },
        { name: 'aws-fine', site: 'aws', state: 'OK' },
      ],
    });
    expect(judged.unknown).toBe(true);
    expect(judged.basis).toContain('Nothing tells of the targets of aws');
    expect(judged.targets).toEqual({ 'on-prem': NONE, aws: NONE });
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
    expect([...judged.values()].filter(({ unknown }) => unknown)).toHaveLength(
      2,
    );
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
  const targets = { 'on-prem': NONE, aws: NONE };

  it('say what they were judged by, and the others do not', () => {
    const explained = explainHealth(rules, { targets, basis: 'By metrics.' });
    expect(explained.map(({ explanation }) => explanation)).toEqual([
      'No target is healthy. By metrics.',
      'No target is healthy. By metrics.',
      'No target is healthy.',
    ]);
    expect(explained.every(({ passed }) => !passed)).toBe(true);
    expect(explained.every(({ remedy }) => remedy === 'Mend it.')).toBe(true);
  });

  it('leave it to the shift itself where nothing is known', () => {
    const explained = explainHealth(rules, {
      targets,
      basis: 'Nothing tells.',
      unknown: true,
    });
    expect(explained.map(({ passed }) => passed)).toEqual([true, true, false]);
    expect(explained[0]).not.toHaveProperty('remedy');
    expect(explained[0].explanation).toBe('Nothing tells.');
  });
});
