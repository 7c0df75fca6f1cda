import { z } from 'zod';
import type { AwsFaults, ReplicationFaults, TagIndexFaults } from './types';

/** A request that is refused, with the status that says why. */
export class RefusedRequest extends Error {
  constructor(
    readonly status: 400 | 403 | 404 | 405 | 413 | 415,
    message: string,
  ) {
    super(message);
  }
}

const flag = z.boolean('must be true or false');
const share = z
  .number('must be a number from 0 to 1')
  .min(0, 'must be a number from 0 to 1')
  .max(1, 'must be a number from 0 to 1');
const milliseconds = 'must be a whole number of milliseconds from 0 to 60000';
const silence = 'must be a number of seconds from 0 to 7200, or null';
const lag = 'must be a number of seconds from 0 to 86400, or null';

/** `{ up }` of sites, services, targets and tunnels. */
export const upSchema = z.strictObject({ up: flag });

/** The replication's faults; what is left out stays as it is. */
export const replicationSchema = z.strictObject({
  lagSeconds: z.number(lag).min(0, lag).max(86_400, lag).nullable().optional(),
  silentSeconds: z
    .number(silence)
    .min(0, silence)
    .max(7_200, silence)
    .nullable()
    .optional(),
  suspended: z
    .array(z.string('must be the name of a table, such as shop.orders'))
    .max(50, 'must name at most 50 tables')
    .optional(),
}) satisfies z.ZodType<Partial<ReplicationFaults>>;

/** The AWS endpoint's faults; what is left out stays as it is. */
export const awsFaultsSchema = z.strictObject({
  throttleRate: share.optional(),
  errorRate: share.optional(),
  latencyMs: z
    .int(milliseconds)
    .min(0, milliseconds)
    .max(60_000, milliseconds)
    .optional(),
  dropRate: share.optional(),
  hangRate: share.optional(),
  dropAfterApply: flag.optional(),
  operations: z
    .array(z.string('must be the name of an operation, such as ModifyRule'))
    .max(50, 'must name at most 50 operations')
    .optional(),
}) satisfies z.ZodType<Partial<AwsFaults>>;

const seconds = 'must be a number of seconds from 0 to 86400';
const count = 'must be a whole number from 0 to 1000';

/** The tag index's faults; what is left out stays as it is. */
export const indexFaultsSchema = z.strictObject({
  lagSeconds: z.number(seconds).min(0, seconds).max(86_400, seconds).optional(),
  keepDeleted: z.int(count).min(0, count).max(1_000, count).optional(),
  hide: z
    .array(z.string('must be a service, <service>/<site> or an ARN'))
    .max(100, 'must name at most 100 resources')
    .optional(),
}) satisfies z.ZodType<Partial<TagIndexFaults>>;

const weight = 'must be a whole number from 0 to 999';
const every = 'must be a number of seconds from 0.1 to 86400, or null';

/** `{ weight }` of a target group of neither site. */
export const groupSchema = z.strictObject({
  weight: z.int(weight).min(0, weight).max(999, weight),
});

/** `{ everySeconds }` of what puts the default weights back. */
export const controllerSchema = z.strictObject({
  everySeconds: z.number(every).min(0.1, every).max(86_400, every).nullable(),
});

/** `{}` of what is done once. */
export const nothingSchema = z.strictObject({});

/** Reads a request's body by a schema; what is wrong is told field by field. */
export function parseBody<S extends z.ZodObject>(
  schema: S,
  text: string,
): z.infer<S> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new RefusedRequest(400, 'The body is not valid JSON');
  }
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const allowed = Object.keys(schema.shape).join(', ');
  throw new RefusedRequest(
    400,
    result.error.issues
      .map(issue => {
        if (issue.code === 'unrecognized_keys') {
          return `${issue.keys.join(', ')}: unknown; allowed are ${allowed}`;
        }
        return issue.path.length === 0
          ? `The body must be a JSON object with ${allowed}`
          : `${issue.path.join('.')}: ${issue.message}`;
      })
      .join('; '),
  );
}
