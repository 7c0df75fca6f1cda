import type {
  Site,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** A change of weights that AWS has carried out. */
export interface Write {
  at: number;
  service: string;
  /** The listener of the rule, which stays the same when the rule is replaced. */
  listener: string;
  /** The access key that asked for it: each process of the product has its own. */
  by: string;
  requestId: string;
  before: Weights;
  after: Weights;
}

/** How many targets a site of a service has, and how many of them serve. */
export interface Targets {
  healthy: number;
  total: number;
}

/** What was true of the sandbox when; the times are milliseconds since the epoch. */
export interface Truth {
  /** The weights of all rules of a service, as they were at each moment. */
  weights(service: string, from: number, until: number): Weights[][];
  targets(service: string, site: Site, from: number, until: number): Targets[];
  /** The states that an alarm had. */
  alarm(name: string, from: number, until: number): string[];
}

/** What somebody got for a request. */
export interface Answer {
  /** The decision that it belongs to. */
  step: number;
  replica: number;
  method: string;
  path: string;
  sentAt: number;
  answeredAt: number;
  status: number;
  body: unknown;
}

/** The access keys of the product's processes begin with it. */
export const PRODUCT_KEY = 'AKIASOAK';
