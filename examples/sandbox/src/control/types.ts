/*
 * The sandbox's own HTTP API, under `/_sandbox` of the port that also serves the AWS
 * endpoint (4600 unless told otherwise). The command line and the example app's sandbox
 * page use it. Types only: importing this file costs a browser nothing.
 *
 *   GET    /_sandbox/status                                    SandboxStatus
 *   PUT    /_sandbox/sites/{site}                              { up }
 *   PUT    /_sandbox/services/{service}/sites/{site}           { up }
 *   PUT    /_sandbox/services/{service}/sites/{site}/targets/{ip:port}  { up }
 *   PUT    /_sandbox/services/{service}/groups/{name}          { weight }: a group of neither site
 *   PUT    /_sandbox/services/{service}/controller             { everySeconds: number | null }
 *   POST   /_sandbox/services/{service}/replace-rule           {}
 *   PUT    /_sandbox/tunnels/{1|2}                             { up }
 *   PUT    /_sandbox/replication                               Partial<ReplicationFaults>
 *   PUT    /_sandbox/aws                                       Partial<AwsFaults>
 *   PUT    /_sandbox/index                                     Partial<TagIndexFaults>
 *   DELETE /_sandbox/faults                                    everything up, no AWS faults
 *
 * Every write answers with the SandboxStatus that it led to; a wrong request with 400 or
 * 404 and `{ error: { message } }` that names the field and what is allowed.
 */

type Site = 'on-prem' | 'aws';

/** Faults of the AWS endpoint, applied to each call that matches `operations`. */
export interface AwsFaults {
  /** Share of calls answered with a throttling error, 0–1. */
  throttleRate: number;
  /** Share of calls answered with a 500, 0–1. */
  errorRate: number;
  /** Added to every call, in milliseconds. */
  latencyMs: number;
  /** Share of calls whose connection is dropped, 0–1. */
  dropRate: number;
  /** Share of calls that are never answered, while the connection stays open, 0–1. */
  hangRate: number;
  /** Whether a call that is dropped or never answered takes effect first. */
  dropAfterApply: boolean;
  /** Names such as `ModifyRule`; empty: all operations. */
  operations: string[];
}

/**
 * How the index lies that the Resource Groups Tagging API asks. Only that query: whoever asks
 * a service itself, for its resources or their tags, is told the truth.
 */
export interface TagIndexFaults {
  /** Seconds until a change of tags, a creation or a deletion shows; counted from the change. */
  lagSeconds: number;
  /**
   * So many deleted resources of each kind are listed, of services that exist and of others.
   * Above 0, what is deleted from now on stays listed as well.
   */
  keepDeleted: number;
  /**
   * What it has missed: `cart` (the service's rules), `cart/aws` (a target group) or an ARN;
   * with `=<tag key>` after it that tag of it only.
   */
  hide: string[];
}

/** Faults of the replication. */
export interface ReplicationFaults {
  /** Holds the lag; null lets go of it. */
  lagSeconds: number | null;
  /** CloudWatch gets no lag any more, as if for so many seconds; null: it does. */
  silentSeconds: number | null;
  /** Tables in error, such as `shop.orders`, which DMS goes on without; the others are not. */
  suspended: string[];
}

export interface SiteTraffic {
  /** Weight on the rule. */
  weight: number;
  healthy: number;
  /** Targets that are there to serve, so without those that are drained or not in use. */
  total: number;
  /** Requests and failures of the last ten seconds, as the clients saw them. */
  requests: number;
  failures: number;
  /** False when the service's part of the site was switched off. */
  up: boolean;
  targets: { address: string; state: string; reason?: string; up: boolean }[];
}

export interface RuleStatus {
  arn: string;
  /** `https`, `http` or `internal`, or the ARN of another listener. */
  at: string;
  weights: Record<Site, number>;
  /** Target groups of neither site. */
  others: { name: string; weight: number }[];
}

export interface SandboxStatus {
  platform: string;
  region: string;
  accountId: string;
  /** Set as AWS_ENDPOINT_URL. */
  awsEndpoint: string;
  /** The load balancer; the Host header chooses the service. */
  trafficUrl: string;
  /** Of each listener: `https`, and `http` and `internal` where they were asked for. */
  trafficUrls?: Record<string, string>;
  /** Real seconds that a one-minute period of AWS takes: 6, or 60 in real time. */
  minuteSeconds: number;
  sites: Record<Site, { up: boolean }>;
  tunnels: { number: 1 | 2; outsideIpAddress: string; up: boolean }[];
  replication?: {
    state: string;
    lagSeconds: number;
    forcedLag: boolean;
    /** For how long CloudWatch has got no lag; only while it gets none. */
    silentSeconds?: number;
    /** Tables in error; only where there are any. */
    suspended?: string[];
  };
  aws: AwsFaults;
  index: TagIndexFaults;
  services: {
    name: string;
    hosts: string[];
    /** Weights are those of the first rule. */
    sites: Record<Site, SiteTraffic>;
    /** One for each listener that the service is on. */
    rules?: RuleStatus[];
    alarms: { name: string; state: string }[];
  }[];
  /** The newest 100 things that happened, newest first. */
  events: SandboxEvent[];
}

export interface SandboxEvent {
  /** ISO time. */
  at: string;
  kind:
    | 'fault'
    | 'health'
    | 'alarm'
    | 'lambda'
    | 'rule'
    | 'config'
    | 'replication';
  service?: string;
  message: string;
}
