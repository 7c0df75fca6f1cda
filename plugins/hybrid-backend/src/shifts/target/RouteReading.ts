import type { Weights } from '@hybrid-platform/backstage-plugin-hybrid-common';

/** The weights of one of the routes of a service: a listener rule of a load balancer. */
export interface RouteReading {
  /** What the provider knows it by. */
  id: string;
  weights: Weights;
  /** Weight (0–999 each) that goes to neither site, in all, which a shift does not touch. */
  elsewhere: number;
  /** Seconds for which clients stay where they are, whatever the weights become. */
  stickySeconds?: number;
}
