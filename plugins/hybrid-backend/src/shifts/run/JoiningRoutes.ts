import type {
  Plan,
  Problem,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Retries } from '../../durable/retry';
import { HybridError } from '../../errors';
import type { RouteReading } from '../target/RouteReading';
import { describeWeights, type RouteWeights } from '../target/routes';
import type { NewRoutes } from '../target/NewRoutes';
import type { WeightsEditorContext } from './WeightsEditor';

/** What a look for new routes came to. */
export interface Joining {
  /** Those that came, with the weights that they came with. */
  joined: RouteWeights;
  /** The plan with them, to be kept: that is how they get their own weights back. */
  plan?: Plan;
  left?: NewRoutes['left'];
  unknown?: true;
}

/**
 * Finds routes that a service gets in the middle of a shift, by a deployment, or because the tag
 * index is late. Without them it would be called moved though a part of it is not.
 */
export class JoiningRoutes {
  constructor(
    private readonly context: Pick<
      WeightsEditorContext,
      'target' | 'log' | 'clock'
    >,
    private readonly retries: Retries,
  ) {}

  async look(): Promise<Joining> {
    const { target, log, clock } = this.context;
    const found = await target.lookAgain?.();
    if (!found || found.joined.length === 0) {
      return { ...found, joined: new Map() };
    }
    const { routes } = await this.retries.run(() => target.read());
    const isNew = ({ id }: RouteReading) => found.joined.includes(id);
    const joined = new Map(
      routes.filter(isNew).map(({ id, weights }) => [id, weights]),
    );
    const known = routes.filter(route => !isNew(route)).map(({ id }) => id);
    const at = clock.now().toISOString();
    return { joined, plan: withJoined(log.shift.plan, known, joined, at) };
  }
}

/** The weights that routes had which joined a shift; undefined where none did. */
export function joinedOf({ fromRules = [] }: Plan): RouteWeights | undefined {
  const joined = fromRules.filter(({ joinedAt }) => joinedAt);
  return joined.length === 0
    ? undefined
    : new Map(joined.map(({ rule, weights }) => [rule, weights]));
}

/** What joined, in an event's words. */
export function describeJoined(joined: RouteWeights): string {
  return [...joined]
    .map(
      ([id, weights]) =>
        `The listener rule ${id} is new, with ${describeWeights(
          weights,
        )}: it is taken along.`,
    )
    .join(' ');
}

/** The end of a shift that did not reach all that the service is by now. */
export function leftBehind(
  { ids, problem }: { ids: readonly string[]; problem: Problem },
  wanted: Weights,
): HybridError {
  const [what, its] =
    ids.length > 1
      ? [`the listener rules ${ids.join(' and ')}`, 'their']
      : [`the listener rule ${ids[0]}`, 'its'];
  return new HybridError({
    code: 'rules-diverged',
    message: `The weights are ${describeWeights(
      wanted,
    )} where the shift began, but ${what} came in the middle of it and did not move. ${
      problem.message
    }`,
    remedy: `${problem.remedy} Then shift again: that sets ${its} weights, too.`,
  });
}

function withJoined(
  plan: Plan,
  known: string[],
  joined: RouteWeights,
  joinedAt: string,
): Plan {
  const before =
    plan.fromRules ?? known.map(rule => ({ rule, weights: plan.from }));
  return {
    ...plan,
    fromRules: [
      ...before.filter(({ rule }) => !joined.has(rule)),
      ...[...joined].map(([rule, weights]) => ({ rule, weights, joinedAt })),
    ],
  };
}
