import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** How many calls AWS takes at once, and how many more each second. */
export interface RequestLimit {
  burst: number;
  perSecond: number;
}

/** The buckets of the Elastic Load Balancing API. Every call also takes from `account`. */
export type RequestCategory = 'read' | 'write';

export type RequestLimits = Record<RequestCategory | 'account', RequestLimit>;

/**
 * AWS's defaults per account and Region. Each call takes a token of its category and one of
 * the account. AWS Support can raise them.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-throttling.html
 */
export const AWS_REQUEST_LIMITS: RequestLimits = {
  account: { burst: 40, perSecond: 10 },
  read: { burst: 40, perSecond: 10 },
  write: { burst: 20, perSecond: 3 },
};

/** AWS's defaults, changed by what `hybrid.requestLimits` says. */
export function readRequestLimits(root: Config): RequestLimits {
  const read = (category: keyof RequestLimits, key: keyof RequestLimit) => {
    const path = `hybrid.requestLimits.${category}.${key}`;
    const value =
      root.getOptionalNumber(path) ?? AWS_REQUEST_LIMITS[category][key];
    const minimum = key === 'burst' ? 1 : 0.1;
    if (value >= minimum) return value;
    throw new InputError(
      `Invalid configuration at '${path}': must be at least ${minimum}, is ${value}`,
    );
  };
  const limit = (category: keyof RequestLimits): RequestLimit => ({
    burst: read(category, 'burst'),
    perSecond: read(category, 'perSecond'),
  });
  return {
    account: limit('account'),
    read: limit('read'),
    write: limit('write'),
  };
}
