import type { Forward } from '../world/rules';

/**
 * Target group stickiness. The load balancer gives a client a cookie that names the group
 * which served it, and sends the client's requests there for the duration that the rule says;
 * then the weights choose anew.
 *
 * The cookie comes before the weights, a weight of 0 included: "stickiness takes precedence
 * over adjusting weight", and that also while the group has no healthy target
 * (https://repost.aws/questions/QUugYm4uzWSI2af5mnmMjlZQ). The duration counts from the
 * choice and is not renewed by requests
 * (https://docs.aws.amazon.com/prescriptive-guidance/latest/load-balancer-stickiness/target-group-stickiness.html).
 * A group that is not on the rule any more can get nothing, so the weights choose anew.
 */
export const STICKY_COOKIE = 'AWSALBTG';

/** The same with `SameSite=None`, for requests from pages of another origin. */
const CORS_COOKIE = 'AWSALBTGCORS';

/** The group that a request's cookies bind it to; none when the weights choose. */
export function stuckTo(
  forward: Forward,
  cookies: string | undefined,
  now: number,
): string | undefined {
  const { enabled, durationSeconds = 0 } = forward.stickiness;
  if (!enabled || !cookies) return undefined;
  for (const name of [STICKY_COOKIE, CORS_COOKIE]) {
    const choice = readChoice(valueOf(cookies, name));
    if (!choice || now >= choice.at + durationSeconds * 1000) continue;
    const on = forward.targetGroups.find(({ arn }) => arn === choice.arn);
    if (on) return on.arn;
  }
  return undefined;
}

/** The cookies for a client that the weights have just sent to a group. */
export function stickyCookies(
  forward: Forward,
  arn: string,
  now: number,
): string[] {
  const { enabled, durationSeconds = 0 } = forward.stickiness;
  if (!enabled) return [];
  const value = Buffer.from(JSON.stringify({ arn, at: now })).toString(
    'base64',
  );
  const expires = new Date(now + durationSeconds * 1000).toUTCString();
  const attributes = `Expires=${expires}; Path=/`;
  return [
    `${STICKY_COOKIE}=${value}; ${attributes}`,
    `${CORS_COOKIE}=${value}; ${attributes}; SameSite=None; Secure`,
  ];
}

function valueOf(cookies: string, name: string): string | undefined {
  return cookies
    .split(';')
    .map(each => each.trim())
    .find(each => each.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

/** AWS encrypts it; whatever cannot be read is no cookie. */
function readChoice(
  value: string | undefined,
): { arn: string; at: number } | undefined {
  if (!value) return undefined;
  try {
    const { arn, at } = JSON.parse(
      Buffer.from(value, 'base64').toString('utf8'),
    ) as { arn?: unknown; at?: unknown };
    return typeof arn === 'string' && typeof at === 'number'
      ? { arn, at }
      : undefined;
  } catch {
    return undefined;
  }
}
