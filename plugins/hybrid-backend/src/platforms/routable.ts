import { HybridError } from '../errors';
import type { ServiceSnapshot } from './snapshot';

/** A service that has its target groups and weights; throws the problem of one that has not. */
export function assertRoutable(service: ServiceSnapshot) {
  if (service.problem) throw new HybridError(service.problem);
  if (service.rules.length === 0 || !service.weights) {
    throw new HybridError({
      code: 'rule-not-hybrid',
      message: `The service '${service.name}' has no weights for its two sites.`,
      remedy:
        'Look at the listener rule and the tags of its target groups, and wait a minute after a change.',
    });
  }
  return { ...service, weights: service.weights };
}
