import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ServiceSnapshot } from '../platforms/snapshot';
import { serviceRule, serviceSnapshot } from '../__testUtils__/serviceSnapshot';
import { unexplained } from './unexplained';

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

describe('weights are explained', () => {
  it.each<[string, Parameters<typeof unexplained>]>([
    ['by the default', [service({ weights: DEFAULT }), { settled: MOVED }]],
    ['by the last shift', [service(), { settled: MOVED }]],
    ['while a shift is under way', [service(), { active: {} as never }]],
    [
      'where automation has moved them',
      [
        service({
          ruleTags: {
            [HYBRID_TAGS.automation]: 'failed-over 2026-11-22T12:00:00Z',
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
