import type { PerSite, Weights } from './sites';

/** One listener rule of a service, with the target groups of its sites. */
export interface Route {
  service: string;
  ruleArn: string;
  groupArns: PerSite<string>;
}

/**
 * A service with all its listener rules: several where it is reached by HTTP and HTTPS, or by
 * more than one load balancer. They are judged, moved and brought back together.
 */
export interface Service {
  service: string;
  /** At least one, in the order of their ARNs. */
  routes: Route[];
  /** Undefined when a target group's tag is missing or no weight, or where the rules disagree. */
  defaults?: Weights;
  /** Whether it looks as if automation moved it; the rules' own tags may be newer. */
  movedByAutomation: boolean;
}
