import {
  matchesStatus,
  nextState,
  nextStreak,
  type ProbeResult,
} from './targetHealth';

const settings = {
  path: '/',
  intervalSeconds: 5,
  timeoutSeconds: 2,
  healthyThreshold: 3,
  unhealthyThreshold: 2,
  matcher: '200',
};
const ok: ProbeResult = { kind: 'response', status: 200 };
const wrong: ProbeResult = { kind: 'response', status: 500 };

/** The states that a target goes through, from one that was just registered. */
function states(results: ProbeResult[]) {
  let state: ReturnType<typeof nextState> = { state: 'initial' };
  let streak: ReturnType<typeof nextStreak> | undefined;
  return results.map(result => {
    const passed = result.kind === 'response' && result.status === 200;
    streak = nextStreak(streak, passed);
    state = nextState(state, streak, result, settings);
    return state.state;
  });
}

describe('nextState', () => {
  it('makes a new target healthy at its first passed check', () => {
    expect(states([ok])).toEqual(['healthy']);
  });

  it('needs the threshold in a row to become unhealthy and to come back', () => {
    expect(states([ok, wrong, ok, wrong, wrong])).toEqual([
      'healthy',
      'healthy',
      'healthy',
      'healthy',
      'unhealthy',
    ]);
    expect(states([wrong, wrong, ok, ok, wrong, ok, ok, ok])).toEqual([
      'initial',
      'unhealthy',
      'unhealthy',
      'unhealthy',
      'unhealthy',
      'unhealthy',
      'unhealthy',
      'healthy',
    ]);
  });

  it('takes a target that was not in use for a new one', () => {
    const unused = { state: 'unused' as const, reason: 'Target.NotInUse' };
    const failed = { passed: false, length: 1 };
    expect(nextState(unused, failed, wrong, settings).state).toBe('initial');
    const passed = { passed: true, length: 1 };
    expect(nextState(unused, passed, ok, settings).state).toBe('healthy');
  });

  it.each([
    [wrong, 'Target.ResponseCodeMismatch', /codes: \[500\]/],
    [{ kind: 'timeout' } as const, 'Target.Timeout', /timed out/],
    [
      { kind: 'connection-error' } as const,
      'Target.FailedHealthChecks',
      /failed/,
    ],
  ])("gives ELB's reason for %j", (result, reason, description) => {
    expect(
      nextState(
        { state: 'healthy' },
        { passed: false, length: 2 },
        result,
        settings,
      ),
    ).toEqual({
      state: 'unhealthy',
      reason,
      description: expect.stringMatching(description),
    });
  });
});

describe('matchesStatus', () => {
  it.each([
    ['200', 200, true],
    ['200', 201, false],
    ['200,204', 204, true],
    ['200-299', 299, true],
    ['200-299,301', 300, false],
    ['200-299,301', 301, true],
  ])('%s and %d: %s', (matcher, status, expected) => {
    expect(matchesStatus(matcher, status)).toBe(expected);
  });
});
