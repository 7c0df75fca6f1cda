import {
  sameWeights,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { elsewhereShare } from '../../aws/rule/weights';
import type { RouteReading } from './RouteReading';

/** Weights that differ by route, by the route's id: what a service had whose routes disagreed. */
export type RouteWeights = ReadonlyMap<string, Weights>;

/** Weights for all routes of a service, or for each its own. */
export type PerRoute = Weights | RouteWeights;

/** The weights for one route; undefined where none are known for it. */
export function weightsFor(of: PerRoute, routeId: string): Weights | undefined {
  return isPerRoute(of) ? of.get(routeId) : of;
}

/** All weights that some route is to have, each once. */
export function allWeights(of: PerRoute): Weights[] {
  if (!isPerRoute(of)) return [of];
  return [...of.values()].filter(
    (weights, index, all) =>
      all.findIndex(other => sameWeights(other, weights)) === index,
  );
}

/** Whether a route has the weights that are meant for it. */
export function hasWeights(
  { id, weights }: RouteReading,
  wanted: PerRoute,
): boolean {
  const own = weightsFor(wanted, id);
  return own !== undefined && sameWeights(weights, own);
}

/** The weights of all routes where they agree. */
export function commonWeights(routes: RouteReading[]): Weights | undefined {
  const [{ weights }, ...others] = routes;
  return others.every(other => sameWeights(other.weights, weights))
    ? weights
    : undefined;
}

/** The percentage that goes to neither site, at the route where that is most. */
export function elsewhereShareOf(
  routes: Pick<RouteReading, 'weights' | 'elsewhere'>[],
): number {
  return Math.max(0, ...routes.map(elsewhereShare));
}

/** What of the requests a shift does not reach, as a sentence after another. */
export function describeElsewhere(share = 0): string {
  return share === 0
    ? ''
    : ` ${percent(
        share,
      )} of the requests go to target groups of neither site, which a shift leaves alone.`;
}

/** How long clients may stay where they were, as a sentence after another. */
export function describeSticky(seconds = 0): string {
  return seconds === 0
    ? ''
    : ` Stickiness is on: clients with the load balancer's cookie stay at their site for up to ${seconds} s.`;
}

/** A share in words. */
export function percent(share: number): string {
  return `${Math.round(share * 10) / 10} %`;
}

/** Weights in an event's words. */
export function describeWeights(of: PerRoute): string {
  return allWeights(of)
    .map(weights => `on-prem ${weights['on-prem']}, aws ${weights.aws}`)
    .join(' on one rule, and on another ');
}

/** The weights of all routes in an event's words. */
export function describeRoutes(routes: RouteReading[]): string {
  return describeWeights(
    new Map(routes.map(({ id, weights }) => [id, weights])),
  );
}

function isPerRoute(of: PerRoute): of is RouteWeights {
  return of instanceof Map;
}
