import { plannedSteps } from './steps';

const defaults = { 'on-prem': 40, aws: 60 };
const toAws = { weights: { 'on-prem': 0, aws: 100 }, bakeSeconds: 0 };

describe('plannedSteps', () => {
  it.each([
    [{ kind: 'failover', to: 'aws' }, [toAws]],
    [
      { kind: 'failover', to: 'on-prem' },
      [{ weights: { 'on-prem': 100, aws: 0 }, bakeSeconds: 0 }],
    ],
    [{ kind: 'drill', to: 'aws', durationSeconds: 600 }, [toAws]],
    [{ kind: 'reset' }, [{ weights: defaults, bakeSeconds: 0 }]],
    [
      { kind: 'custom', weights: { 'on-prem': 1, aws: 999 } },
      [{ weights: { 'on-prem': 1, aws: 999 }, bakeSeconds: 0 }],
    ],
    [
      { kind: 'custom', steps: [{ aws: 80, bakeSeconds: 300 }, { aws: 100 }] },
      [{ weights: { 'on-prem': 20, aws: 80 }, bakeSeconds: 300 }, toAws],
    ],
  ] as const)('of %j are %j', (request, steps) => {
    const copy = JSON.parse(JSON.stringify(request));
    expect(plannedSteps(copy, defaults)).toEqual(steps);
  });
});
