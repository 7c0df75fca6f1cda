import { sameWeights, type Weights } from '../shared/sites';

export interface Situation {
  /** What the rule has now; undefined when there is no rule yet. */
  live?: Weights;
  /** Whether somebody holds the service. */
  held: boolean;
  /** The default weights of the configuration that is being deployed. */
  defaults: Weights;
  /** Those of the deployment before; undefined in the first one. */
  previousDefaults?: Weights;
}

/**
 * The weights that a deployment gives to a rule. Whoever moved traffic had a reason that the
 * configuration does not know, so live weights stay; only a service in its steady state
 * follows the configuration to a new steady state.
 */
export function chooseWeights(s: Situation): Weights {
  if (!s.live) return s.defaults;
  const steady =
    s.previousDefaults !== undefined && sameWeights(s.live, s.previousDefaults);
  return steady && !s.held ? s.defaults : s.live;
}
