import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  sameWeights,
  type Shift,
  type ShiftState,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { randomUUID } from 'node:crypto';
import {
  SHOP_CONFIG,
  startBackend,
  type TestBackend,
} from '../../__testUtils__/backend';
import {
  awsEnvironment,
  startTestPlatform,
  type TestPlatform,
} from '../../__testUtils__/platform';
import { until } from '../../__testUtils__/until';
import { scenarios, type Scenario } from './scenarios';

const CART = '/services/default/component/cart';
const FROM: Weights = { 'on-prem': 40, aws: 60 };
const TO: Weights = { 'on-prem': 0, aws: 100 };
const HALF_WAY: Weights = { 'on-prem': 20, aws: 80 };
const REASON = { reason: 'a fault in the middle' };

/** The event that each state ends with. */
const LAST: Partial<Record<ShiftState, string>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  'rolled-back': 'rolled-back',
};

/** Patience for what passes, and none for what does not. */
const timing = ({ isForEver }: Scenario) => ({
  ...SHOP_CONFIG,
  shift: {
    ...SHOP_CONFIG.shift,
    retryFor: { seconds: isForEver ? 2 : 20 },
    verify: {
      interval: { milliseconds: 10 },
      checks: 2,
      timeout: { seconds: 2 },
    },
  },
});

/**
 * Whatever goes wrong during a shift: the weights are the old or the new ones, never dark,
 * the history is complete, and the shift ends in a state that tells the truth.
 */
export function testFaults(request: object): void {
  let platform: TestPlatform;
  let backend: TestBackend;

  beforeEach(async () => {
    platform = await startTestPlatform();
    Object.assign(process.env, awsEnvironment(platform.url));
  });

  afterEach(async () => {
    await backend.stop();
    await platform.close();
  });

  const post = () =>
    backend.post(
      `${CART}/shifts`,
      { ...request, ...REASON },
      { 'Idempotency-Key': randomUUID() },
    );

  const ended = (id: string): Promise<Shift> =>
    until(
      async () => (await backend.get(`${CART}/shifts/${id}`)).body as Shift,
      ({ state }) => FINAL_SHIFT_STATES.includes(state),
      45_000,
    );

  const known = ({ elsewhere }: Scenario): Weights[] => [
    FROM,
    HALF_WAY,
    TO,
    ...(elsewhere ? [elsewhere] : []),
  ];

  it.each(scenarios.map(scenario => [scenario.name, scenario] as const))(
    '%s',
    async (_name, scenario) => {
      backend = await startBackend({ hybrid: timing(scenario) });
      const seen: Weights[] = [];
      const cause = scenario.make(platform);
      const { status, body } = await startUnder(cause, weights =>
        seen.push(weights),
      );
      expect([status, body.error]).toEqual([202, undefined]);

      const shift = await ended(body.id);
      platform.onCall(undefined);

      // Never dark, and never anything that nobody asked for.
      for (const weights of seen) {
        expect(weights['on-prem'] + weights.aws).toBeGreaterThan(0);
        expect(known(scenario)).toContainEqual(weights);
      }
      // It ends in a state that tells the truth.
      expect(scenario.ends).toContain(shift.state);
      if (!scenario.isGone) tellsTheTruth(shift, platform.weights('cart'));
      if (shift.state !== 'succeeded') {
        expect(shift.problem).toMatchObject({
          message: expect.stringMatching(/\S/),
          remedy: expect.stringMatching(/\S/),
        });
      }
      // Its history is complete.
      expect(shift.events.map(({ sequence }) => sequence)).toEqual(
        shift.events.map((_event, index) => index + 1),
      );
      expect(shift.events[0].type).toBe('requested');
      expect(shift.events[shift.events.length - 1].type).toBe(
        LAST[shift.state],
      );
      // The service is free again, and so is its rule.
      const page = (await backend.get(`${CART}/shifts`)).body;
      expect(page.items.filter(isActive)).toEqual([]);
      if (!scenario.isGone) {
        expect(holdOf(shift)).toBeUndefined();
      }
    },
    60_000,
  );

  /** The plan is made in peace: the fault begins when the shift has been accepted. */
  async function startUnder(
    cause: ReturnType<Scenario['make']>,
    see: (weights: Weights) => void,
  ) {
    let isAccepted = false;
    platform.onCall(async (operation, input) => {
      // The first thing that only a running shift does.
      if (operation === 'AddTags') isAccepted = true;
      look(see);
      return isAccepted ? cause(operation, input) : undefined;
    });
    return post();
  }

  function look(see: (weights: Weights) => void) {
    try {
      see(platform.weights('cart'));
    } catch {
      // The rule, or a target group of it, is gone: there is nothing to see.
    }
  }

  function tellsTheTruth(shift: Shift, actual: Weights) {
    if (shift.state === 'succeeded') expect(actual).toEqual(TO);
    if (shift.state === 'rolled-back') expect(actual).toEqual(FROM);
    const written = shift.events
      .filter(({ type }) => type === 'weights-written')
      .map(({ weights }) => weights!);
    // What AWS has and the plan did not is in the history, or is somebody else's.
    if (sameWeights(actual, TO)) {
      const confirmed = shift.events.some(
        ({ type, weights }) =>
          (type === 'weights-confirmed' || type === 'rule-read') &&
          weights !== undefined &&
          sameWeights(weights, TO),
      );
      expect(
        confirmed || written.some(weights => sameWeights(weights, TO)),
      ).toBe(true);
    }
  }

  /** A hold that the shift left on the rule; when AWS was gone, it expires by itself. */
  function holdOf({ problem }: Shift): string | undefined {
    const hold = platform.ruleTag('cart', HYBRID_TAGS.hold);
    const wasAwsGone = problem?.code.startsWith('aws-');
    return wasAwsGone ? undefined : hold;
  }
}

const isActive = ({ state }: { state: ShiftState }) =>
  !FINAL_SHIFT_STATES.includes(state);
