import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { SeenMove } from '../aws/rule/automationHistory';
import type { ServiceSnapshot } from '../platforms/snapshot';
import { serviceRule, serviceSnapshot } from '../__testUtils__/serviceSnapshot';
import { unexplained as unexplainedAt } from './unexplained';

const DEFAULT = { 'on-prem': 40, aws: 60 };
const MOVED = { 'on-prem': 20, aws: 80 };
const ELSEWHERE = { 'on-prem': 0, aws: 100 };

const service = (changes: Partial<ServiceSnapshot> = {}) =>
  serviceSnapshot({
    ruleTags: {},
    defaultWeights: DEFAULT,
    weights: MOVED,
    ...changes,
  });

const [BEFORE, RETURNED, AFTER, NOW] = [11, 12, 13, 14].map(
  hour => `2026-11-22T${hour}:00:00.000Z`,
);
const unexplained = (
  of: ServiceSnapshot,
  shifts: Parameters<typeof unexplainedAt>[1],
  at = NOW,
) => unexplainedAt(of, shifts, at);
const returnedAt = (at: string): SeenMove => ({
  movedAt: BEFORE,
  end: { how: 'returned', at, by: 'traffic-watchdog', weights: DEFAULT },
});

const leftAt = (at: string): SeenMove => ({
  movedAt: BEFORE,
  end: { ...returnedAt(at).end!, how: 'left' },
});
const tagged = (state: string, at = BEFORE) => ({
  [HYBRID_TAGS.automation]: `${state} ${at}`,
});
const moved: SeenMove[] = [{ movedAt: BEFORE, lasts: 'failed-over' }];

describe('weights are unexplained', () => {
  it('that are neither the default ones nor those of a shift', () => {
    expect(unexplained(service(), {})).toEqual({
      ruleArn: service().ruleArns[0],
      expected: DEFAULT,
      actual: MOVED,
    });
  });

  it('that are not those which the last shift left behind', () => {
    expect(unexplained(service(), { settled: ELSEWHERE })).toEqual({
      ruleArn: service().ruleArns[0],
      expected: ELSEWHERE,
      actual: MOVED,
    });
  });

  it('that are the default, where the last shift had moved the service away from it', () => {
    const back = service({ weights: DEFAULT });
    expect(unexplained(back, { settled: ELSEWHERE, away: true })).toEqual({
      ruleArn: back.ruleArns[0],
      expected: ELSEWHERE,
      actual: DEFAULT,
    });
  });

  it.each<[string, SeenMove[], string]>([
    ['the shift came after its return', [returnedAt(RETURNED)], AFTER],
    ['it left them to somebody else', [leftAt(RETURNED)], BEFORE],
  ])('that automation does not explain, as %s', (_, moves, settledAt) => {
    const back = service({ weights: DEFAULT, moves });
    expect(
      unexplained(back, { settled: ELSEWHERE, settledAt, away: true })?.actual,
    ).toEqual(DEFAULT);
  });

  it('that differ from those to which automation returned the service', () => {
    const odd = service({ moves: [returnedAt(RETURNED)] });
    expect(
      unexplained(odd, { settled: ELSEWHERE, settledAt: BEFORE, away: true })
        ?.expected,
    ).toEqual(DEFAULT);
  });

  it.each<[string, Partial<ServiceSnapshot>]>([
    [
      'while it has the service',
      { ruleTags: tagged('failed-over'), moves: moved },
    ],
    ['though nobody kept a history', { ruleTags: tagged('failed-over') }],
    ['on its way back', { ruleTags: tagged('recovering'), weights: MOVED }],
    ['and it has left them', { moves: [leftAt(RETURNED)] }],
    [
      'and took its tag away by hand',
      { moves: [{ movedAt: BEFORE }], weights: MOVED },
    ],
  ])('that are others than automation set, %s', (_, changes) => {
    const back = service({ weights: DEFAULT, ...changes });
    expect(unexplained(back, {})).toEqual({
      ruleArn: back.ruleArns[0],
      expected: ELSEWHERE,
      actual: back.weights,
    });
  });

  it('of one rule, while automation has the other where it moved both', () => {
    const rules = [
      serviceRule('https', ELSEWHERE),
      serviceRule('http', DEFAULT),
    ];
    const odd = service({
      rules,
      ruleTags: tagged('failed-over'),
      moves: moved,
    });
    expect(unexplained(odd, {})?.ruleArn).toBe(rules[1].arn);
  });

  it('in office hours that are neither theirs nor the default', () => {
    const ruleTags = {
      [HYBRID_TAGS.officeHours]: 'closed 2026-11-22T12:00:00Z',
    };
    expect(unexplained(service({ ruleTags }), {})?.actual).toEqual(MOVED);
  });

  it('on one of several rules, and are told of that one', () => {
    const rules = [
      serviceRule('https', ELSEWHERE),
      serviceRule('http', DEFAULT),
    ];
    const odd = service({ rules, weights: ELSEWHERE });
    expect(unexplained(odd, { settled: ELSEWHERE, away: true })).toEqual({
      ruleArn: rules[1].arn,
      expected: ELSEWHERE,
      actual: DEFAULT,
    });
  });
});

describe('a share of target groups of neither site', () => {
  const rules = [serviceRule('https', ELSEWHERE, { elsewhere: 900 })];
  const grown = service({ rules, weights: ELSEWHERE });
  const shift = {
    settled: ELSEWHERE,
    settledElsewhere: 0,
    away: true,
  } as const;

  it('is unexplained where the shift that moved the service away left less', () => {
    expect(unexplained(grown, shift)).toEqual({
      ruleArn: rules[0].arn,
      expected: ELSEWHERE,
      actual: ELSEWHERE,
      expectedElsewhereShare: 0,
      elsewhereShare: 90,
    });
  });

  it.each<[string, Parameters<typeof unexplained>[1]]>([
    ['is what the shift left', { ...shift, settledElsewhere: 899.7 }],
    ['has shrunk', { ...shift, settledElsewhere: 999 }],
    ['is of a steady state', { ...shift, away: undefined }],
    [
      'is of a shift that noted none',
      { ...shift, settledElsewhere: undefined },
    ],
  ])('is explained where it %s', (_, shifts) => {
    expect(unexplained(grown, shifts)).toBeUndefined();
  });
});

describe('weights are explained', () => {
  it.each<[string, Parameters<typeof unexplained>]>([
    ['by the default', [service({ weights: DEFAULT }), { settled: MOVED }]],
    ['by the last shift', [service(), { settled: MOVED }]],
    ['while a shift is under way', [service(), { active: {} as never }]],
    [
      'where automation has moved them',
      [
        service({
          weights: ELSEWHERE,
          ruleTags: tagged('failed-over'),
          moves: moved,
        }),
        {},
      ],
    ],
    [
      'while automation may have tagged them and not moved them yet',
      [service({ ruleTags: tagged('failed-over', NOW) }), {}],
    ],
    [
      'while automation has returned them and not removed its tag yet',
      [service({ weights: DEFAULT, ruleTags: tagged('recovering') }), {}],
    ],
    [
      'by the automation that left them where it had moved them',
      [service({ weights: ELSEWHERE, moves: [leftAt(RETURNED)] }), {}],
    ],
    [
      'by the default, where nobody noted who took the service from automation',
      [service({ weights: DEFAULT, moves: [{ movedAt: BEFORE }] }), {}],
    ],
    [
      'by the shift that came after automation',
      [
        service({ moves: [leftAt(RETURNED)] }),
        { settled: MOVED, settledAt: AFTER, decidedAt: AFTER, away: true },
      ],
    ],
    [
      'by a reset after automation, and by the default after that',
      [
        service({ weights: DEFAULT, moves: [leftAt(RETURNED)] }),
        { settled: MOVED, settledAt: AFTER, decidedAt: AFTER },
      ],
    ],
    [
      'by the default, whatever a tag says of the future',
      [
        service({
          weights: DEFAULT,
          moves: [{ ...leftAt(RETURNED), movedAt: '2999-01-01T00:00:00.000Z' }],
        }),
        {},
      ],
    ],
    [
      'by the automation that has returned them since the last shift',
      [
        service({ weights: DEFAULT, moves: [returnedAt(RETURNED)] }),
        { settled: ELSEWHERE, settledAt: BEFORE, away: true },
      ],
    ],
    [
      'by the office hours, while they have all traffic on-prem',
      [
        service({
          weights: { 'on-prem': 100, aws: 0 },
          ruleTags: {
            [HYBRID_TAGS.officeHours]: 'closed 2026-11-22T12:00:00Z',
          },
        }),
        {},
      ],
    ],
    ['when they cannot be read', [service({ weights: undefined }), {}]],
  ])('%s', (_, [of, shifts]) => {
    expect(unexplained(of, shifts)).toBeUndefined();
  });
});
