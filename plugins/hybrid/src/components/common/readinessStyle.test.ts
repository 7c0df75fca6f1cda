import { aService } from '../../__testUtils__/fleet';
import { readinessStyle } from './readinessStyle';
import { ruleStyles } from './statusStyles';

const NOW = '2026-01-01T00:20:00Z';
const shown = (checkedAt: string, ready: boolean, healthAt?: string) => {
  const answer = { ready, failed: [], checkedAt };
  return readinessStyle(
    aService(
      'cart',
      {
        readiness: { 'on-prem': answer, aws: answer },
        snapshot: { takenAt: NOW, ageSeconds: 0, stale: false },
      },
      { aws: { ...(healthAt && { healthAt }) } },
    ),
    'aws',
  );
};

describe('whether a site could take all traffic', () => {
  it('is shown in its colour where it is as new as the health beside it', () => {
    expect(shown('2026-01-01T00:19:30Z', true)).toEqual(ruleStyles.passed);
    expect(shown(NOW, false)).toEqual(ruleStyles.failed);
    expect(shown('2026-01-01T00:01:00Z', true, '2026-01-01T00:01:30Z')).toEqual(
      ruleStyles.passed,
    );
  });

  it.each([true, false])('is grey where it is older: ready %s', ready => {
    expect(shown('2026-01-01T00:01:00Z', ready).status).toBe('neutral');
  });
});
