/** Route 53: zones by id (without the `/hostedzone/` prefix) and health checks. */
export interface DnsState {
  readonly zones: Map<string, HostedZone>;
  readonly healthChecks: Map<string, Route53HealthCheck>;
}

export interface HostedZone {
  id: string;
  /** With the closing dot. */
  name: string;
  records: DnsRecord[];
}

export interface DnsRecord {
  /** With the closing dot. */
  name: string;
  type: string;
  ttl?: number;
  values?: string[];
  alias?: {
    dnsName: string;
    hostedZoneId: string;
    evaluateTargetHealth: boolean;
  };
  setIdentifier?: string;
  weight?: number;
  failover?: 'PRIMARY' | 'SECONDARY';
  healthCheckId?: string;
}

export interface Route53HealthCheck {
  id: string;
  fullyQualifiedDomainName: string;
  port: number;
  path: string;
  /** One observation per checker Region, newest first. */
  observations: {
    region: string;
    ipAddress: string;
    ok: boolean;
    at: number;
    status: string;
  }[];
}
