import {
  AWS_REQUEST_LIMITS,
  type RequestCount,
  type RequestLimit,
} from '@hybrid-platform/sandbox';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fleet } from '../src/__testUtils__/fleet';
import { about, atLeast, atMost, format, tally, tell } from './report';
import type { MeasuredBackend } from './startBackend';

/** AWS's rates are multiplied by this, so that minutes pass in seconds. */
export const FASTER = 4;

export const LIMITS: RequestLimit[] = AWS_REQUEST_LIMITS.map(limit => ({
  ...limit,
  perSecond: limit.perSecond * FASTER,
}));

/** What the backend believes of the same limits. */
export const REQUEST_LIMITS = Object.fromEntries(
  (['account', 'read', 'write'] as const).map((category, index) => {
    const { burst, perSecond } = LIMITS[index];
    return [category, { burst, perSecond }];
  }),
);

/** Evacuates all services under AWS's token buckets, with a person's shift on the way. */
export async function measureEvacuation(
  fleet: Fleet,
  backend: MeasuredBackend,
): Promise<void> {
  const { client } = backend;
  const person = fleet.services[fleet.services.length - 1];
  const services = fleet.services.slice(0, -1);
  about(
    `Evacuation of ${format(
      services.length,
    )} services, AWS ${FASTER} times as fast`,
  );
  for (const service of fleet.services) fleet.putHosts(service);
  const plan = await client.planEvacuation('scale', { off: 'on-prem' });
  const limiter = fleet.limit(LIMITS)!;
  fleet.forget();
  const before = performance.now();
  const { id } = await client.evacuate(
    'scale',
    { off: 'on-prem', reason: 'Benchmark', services },
    { idempotencyKey: randomUUID() },
  );
  let evacuation = await client.getEvacuation('scale', id);
  let alone: number | undefined;
  let most = 0;
  while (evacuation.state === 'running') {
    await delay(1_000);
    evacuation = await client.getEvacuation('scale', id);
    most = Math.max(most, evacuation.concurrency ?? 0);
    if (
      alone === undefined &&
      evacuation.counts.succeeded > services.length / 5
    ) {
      alone = await shiftAlone(backend, person);
    }
  }
  const seconds = (performance.now() - before) / 1000;
  const counts = limiter.counts();
  fleet.limit(undefined);

  const { succeeded } = evacuation.counts;
  atLeast('services moved', succeeded, services.length);
  const uses = LIMITS.map(limit => use(limit, counts[limit.name], seconds));
  atLeast(
    'achieved rate, of what the buckets allow',
    Math.max(...uses),
    95,
    ' %',
  );
  tell(
    'use of each bucket',
    LIMITS.map(({ name }, i) => `${name} ${format(uses[i])} %`).join(', '),
  );
  tell('time', `${format(seconds)} s`);
  tell('time at AWS’s own rates', `${format((seconds * FASTER) / 60)} min`);
  tell('the plan’s estimate', `${format(plan.estimatedSeconds)} s`);
  tell('services per second', format(succeeded / seconds));
  tell(
    'calls per service',
    `${format(counts.account.allowed / succeeded)}, of them ${format(
      counts.mutating.allowed / succeeded,
    )} change something`,
  );
  tell('calls', tally(fleet.calls().filter(isLoadBalancing)));
  const throttled = LIMITS.reduce(
    (sum, { name }) => sum + counts[name].throttled,
    0,
  );
  atMost(
    'throttled, of all calls',
    (throttled / counts.account.allowed) * 100,
    1,
    ' %',
  );
  tell('most shifts at once', String(most));
  atMost('a person’s own shift meanwhile', alone ?? Infinity, 30, ' s');
}

/** How long a person's shift of another service takes. */
async function shiftAlone(
  { client }: MeasuredBackend,
  service: string,
): Promise<number> {
  const entity = `component:default/${service}`;
  const before = performance.now();
  const { id } = await client.shift(
    entity,
    { kind: 'failover', to: 'aws', reason: 'Meanwhile' },
    { idempotencyKey: randomUUID() },
  );
  for (;;) {
    const { state } = await client.getShift(entity, id);
    if (state === 'succeeded') return (performance.now() - before) / 1000;
    if (!['planned', 'running', 'verifying'].includes(state)) return Infinity;
    await delay(100);
  }
}

/** The share of its tokens that was used, in per cent. */
function use(limit: RequestLimit, count: RequestCount, seconds: number) {
  const tokens = limit.burst + seconds * limit.perSecond;
  return (count.allowed / tokens) * 100;
}

function isLoadBalancing(operation: string): boolean {
  return /Rule|Tags|TargetHealth/.test(operation);
}
