import type { Weights } from '../lambda/shared/sites';

/** A service's rule as AWS has it. */
export interface LiveService {
  service: string;
  weights: Weights;
  /** The tags' default weights. */
  defaults?: Weights;
  automation?: string;
  heldBy?: string;
  /** A tag of a hold that nobody obeys, as its time cannot be read. */
  unreadableHold?: string;
}

export function describe(live: LiveService): string {
  const steady = live.defaults && same(live.weights, live.defaults);
  const notes = [
    steady ? 'default' : `default is ${text(live.defaults)}`,
    live.automation && `moved by automation (${live.automation})`,
    live.heldBy && `held by ${live.heldBy}`,
    live.unreadableHold &&
      `NOT held, for nobody can read when it ends: '${live.unreadableHold}'`,
  ].filter(Boolean);
  return `${live.service.padEnd(16)} ${text(live.weights).padEnd(
    24,
  )} ${notes.join(', ')}`;
}

/**
 * What is different after a deployment. A service that went from its default weights to its
 * new default weights did what the configuration says; everything else is worth a look.
 */
export function unexpectedChanges(
  before: readonly LiveService[],
  after: readonly LiveService[],
): string[] {
  return after.flatMap(now => {
    const then = before.find(({ service }) => service === now.service);
    if (!then || same(then.weights, now.weights)) return [];
    const steadyThen = then.defaults && same(then.weights, then.defaults);
    const steadyNow = now.defaults && same(now.weights, now.defaults);
    const configured = !same(then.defaults, now.defaults);
    if (steadyThen && steadyNow && configured) return [];
    return [
      `  ${now.service}: was ${text(then.weights)}, is ${text(now.weights)}`,
    ];
  });
}

function same(a: Weights | undefined, b: Weights | undefined): boolean {
  return a?.['on-prem'] === b?.['on-prem'] && a?.aws === b?.aws;
}

function text(weights: Weights | undefined): string {
  return weights
    ? `on-prem ${weights['on-prem']}, aws ${weights.aws}`
    : 'unknown';
}
