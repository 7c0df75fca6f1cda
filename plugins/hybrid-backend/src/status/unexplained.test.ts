import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ServiceSnapshot } from '../platforms/snapshot';
import { serviceSnapshot } from '../__testUtils__/serviceSnapshot';
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
