import type { Forward } from '../world/rules';
import { stickyCookies, stuckTo } from './stickiness';

const NOW = 1_800_000_000_000;

const forward = (
  weights: Record<string, number>,
  durationSeconds: number | undefined = 60,
): Forward => ({
  type: 'forward',
  order: 1,
  targetGroups: Object.entries(weights).map(([arn, weight]) => ({
    arn,
    weight,
  })),
  stickiness: { enabled: durationSeconds > 0, durationSeconds },
});

/** What a browser sends back. */
const sentBack = (cookies: string[]) =>
  cookies.map(each => each.split(';')[0]).join('; ');

describe('target group stickiness', () => {
  const rule = forward({ a: 50, b: 50 });
  const cookie = sentBack(stickyCookies(rule, 'a', NOW));

  it('gives a client two cookies that last as long as the rule says', () => {
    const given = stickyCookies(rule, 'a', NOW);
    expect(given).toEqual([
      expect.stringMatching(/^AWSALBTG=\S+; Expires=.*GMT; Path=\/$/),
      expect.stringMatching(/^AWSALBTGCORS=\S+; .*; SameSite=None; Secure$/),
    ]);
    expect(given[0]).toContain(new Date(NOW + 60_000).toUTCString());
  });

  it('binds the client to its group for that time, and no longer', () => {
    expect(stuckTo(rule, `x=1; ${cookie}`, NOW + 59_999)).toBe('a');
    expect(stuckTo(rule, cookie, NOW + 60_000)).toBeUndefined();
  });

  it('comes before the weights, also before a weight of 0', () => {
    expect(stuckTo(forward({ a: 0, b: 100 }), cookie, NOW)).toBe('a');
  });

  it('ends with the group on the rule, and with the stickiness of the rule', () => {
    expect(stuckTo(forward({ b: 100 }), cookie, NOW)).toBeUndefined();
    expect(stuckTo(forward({ a: 1 }, 0), cookie, NOW)).toBeUndefined();
    expect(stickyCookies(forward({ a: 1 }, 0), 'a', NOW)).toEqual([]);
  });

  it.each(['', 'AWSALBTG=', 'AWSALBTG=nonsense', 'AWSALBTG=bnVsbA=='])(
    'lets the weights choose for the cookie %p',
    cookies => {
      expect(stuckTo(rule, cookies, NOW)).toBeUndefined();
    },
  );
});
