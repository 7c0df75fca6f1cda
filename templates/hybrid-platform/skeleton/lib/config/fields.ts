import { z } from 'zod';

/** The kinds of value that several sections share, each with the sentence that refuses it. */

export const id = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,19}$/,
    'must be lower-case letters, digits and hyphens, start with a letter, and have at most 20 characters',
  );

/** AWS allows 32 characters in a target group's name: platform, service and site share them. */
export const serviceName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,15}$/,
    'must be lower-case letters, digits and hyphens, start with a letter, and have at most 16 characters',
  );

export const cidr = z.cidrv4('must be an IPv4 range such as 10.20.0.0/16');
export const port = z.int().min(1).max(65535);
export const seconds = (min: number, max: number) => z.int().min(min).max(max);

/** An ALB weight. AWS accepts 0–999. */
export const weight = z.int().min(0).max(999);

export const weights = z
  .strictObject({ 'on-prem': weight, aws: weight })
  .refine(
    value => value['on-prem'] + value.aws > 0,
    'at least one weight must be above 0: with 0 and 0 nobody serves the traffic',
  );

export const entityRef = z
  .string()
  .regex(
    /^[a-z]+:[a-z0-9-_.]+\/[a-zA-Z0-9-_.]+$/,
    'must be a full entity ref such as component:default/cart',
  );

export const timeOfDay = z
  .string()
  .regex(
    /^([01]\d|2[0-3]):[0-5]\d$/,
    'must be a time of day such as 09:00, in quotes',
  );

/** An IANA time zone that this Node.js, and so Amazon EventBridge Scheduler, knows. */
export const timeZone = z
  .string()
  .refine(
    isTimeZone,
    'must be a time zone of the IANA database such as Asia/Seoul',
  );

export const domain = z.string().min(3).max(253);

function isTimeZone(name: string): boolean {
  // Offsets such as +09:00 pass Intl, but EventBridge Scheduler takes names only.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
