import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  type Shift,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import {
  awsEnvironment,
  SHOP_CONFIG,
  startTestPlatform,
  until,
  type TestPlatform,
  type TestPlatformOptions,
} from '@hybrid-platform/sandbox/testing';
import { AWS_TIMEOUTS } from '../../aws/clients';
import { startBackend } from '../backend';
import { systemClock } from '../../durable/retry';
import { breakable } from './breakableDatabase';
import type { Scenario } from './scenarios';

const CART = '/services/default/component/cart';
const REASON = { reason: 'a fault in the middle' };

/** What could be seen of a shift that suffered a fault. */
export interface Suffered {
  /** The answer to the request. */
  accepted: { status: number; error?: unknown };
  shift: Shift;
  /** The weights of each rule before each call to AWS. */
  seen: Weights[];
  /** Those of each rule at the end; of none that is gone. */
  actual: Weights[];
  /** The hold that is on the rule at the end. */
  hold?: string;
  /** Shifts of the service that are still under way. */
  active: Shift[];
}

/** Patience for what passes, and none for what does not. */
const timing = ({ isForEver, leaseSeconds }: Scenario) => ({
  ...SHOP_CONFIG,
  shift: {
    ...SHOP_CONFIG.shift,
    retryFor: { seconds: isForEver ? 2 : 20 },
    ...(leaseSeconds && { lease: { seconds: leaseSeconds } }),
    verify: {
      interval: { milliseconds: 10 },
      checks: 2,
      timeout: { seconds: 2 },
    },
  },
});

/**
 * How the tag index lies all the while: it lists what was deleted, shows changes late, and
 * has missed the service's rules and a target group.
 */
const LYING: Parameters<TestPlatform['index']>[0] = {
  keepDeleted: 2,
  lagSeconds: 20,
  hide: ['cart', 'cart/aws', 'order/aws=hybrid-platform:default-weight'],
};

/**
 * Makes a shift on the real plugin, while what the scenario says goes wrong, and the tag index
 * lies. `rules` says on which other listeners the service is.
 */
export async function suffer(
  scenario: Scenario,
  request: object,
  knex: Knex,
  { alsoOn }: Pick<TestPlatformOptions, 'alsoOn'> = {},
): Promise<Suffered> {
  const { aheadMs = 0 } = scenario;
  const clock = jest
    .spyOn(systemClock, 'now')
    .mockImplementation(() => new Date(Date.now() + aheadMs));
  const timeout = jest.replaceProperty(
    AWS_TIMEOUTS,
    'requestTimeout',
    scenario.awsTimeoutMs ?? AWS_TIMEOUTS.requestTimeout,
  );
  const platform = await startTestPlatform({ alsoOn });
  platform.index(LYING);
  Object.assign(process.env, awsEnvironment(platform.url));
  const database = breakable(knex);
  const backend = await startBackend({ hybrid: timing(scenario), knex });
  try {
    const seen: Weights[] = [];
    strike(platform, scenario.make(platform, database), seen);
    const { status, body } = await backend.post(
      `${CART}/shifts`,
      { ...request, ...REASON },
      { 'Idempotency-Key': randomUUID() },
    );
    const shift: Shift = await until(
      async () => (await backend.get(`${CART}/shifts/${body.id}`)).body,
      ({ state }) => FINAL_SHIFT_STATES.includes(state),
      45_000,
    );
    platform.onCall(undefined);
    const { items } = (await backend.get(`${CART}/shifts`)).body;
    return {
      accepted: { status, error: body.error },
      shift,
      seen,
      actual: weightsOf(platform),
      hold: platform
        .ruleArns('cart')
        .map(arn => platform.world.tags.get(arn)?.get(HYBRID_TAGS.hold))
        .find(Boolean),
      active: items.filter(
        ({ state }: Shift) => !FINAL_SHIFT_STATES.includes(state),
      ),
    };
  } finally {
    await backend.stop();
    await platform.close();
    clock.mockRestore();
    timeout.restore();
  }
}

/** The plan is made in peace: the fault begins when the shift has been accepted. */
function strike(
  platform: TestPlatform,
  cause: ReturnType<Scenario['make']>,
  seen: Weights[],
): void {
  let isAccepted = false;
  platform.onCall(async (operation, input) => {
    // The first thing that only a running shift does.
    if (operation === 'AddTags') isAccepted = true;
    seen.push(...weightsOf(platform));
    return isAccepted ? cause(operation, input) : undefined;
  });
}

function weightsOf(platform: TestPlatform): Weights[] {
  return platform
    .ruleArns('cart')
    .flatMap((arn, rule) =>
      platform.world.loadBalancing.rules.has(arn)
        ? [platform.weights('cart', rule)]
        : [],
    );
}
