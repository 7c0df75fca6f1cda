import type {
  DnsRecordStatus,
  Problem,
  PlatformPart,
  ReplicationStatus,
  TunnelStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import type { ReplicationReader } from '../replication/ReplicationReader';
import type { ReplicationFacts } from '../replication/facts';
import { toReplicationStatus } from '../replication/status';
import { readDns } from './dns';
import { Cached, type CachedValue } from '../cache/Cached';
import type { Snapshot } from '../platforms/snapshot';
import { toTunnels } from './tunnels';

/** What a platform has besides its services. */
export interface Infrastructure {
  tunnels: TunnelStatus[];
  replications: ReplicationStatus[];
  dns: DnsRecordStatus[];
  /** Those that are empty because nobody could look, and not because there is none. */
  notKnown?: PlatformPart[];
}

/** Looks at the three parts apart, so that one that fails does not hide the others. */
export class InfrastructureService {
  readonly #tunnels: Cached<TunnelStatus[]>;
  readonly #dns: Cached<DnsRecordStatus[]>;

  constructor(
    private readonly options: {
      replications: ReplicationReader;
      maxAgeMs: number;
      now(): Date;
    },
  ) {
    this.#tunnels = new Cached(options);
    this.#dns = new Cached(options);
  }

  async replications(
    aws: PlatformAws,
    { data }: Snapshot,
  ): Promise<CachedValue<ReplicationStatus[]>> {
    return toStatuses(await this.options.replications.get(aws, data));
  }

  async get(
    aws: PlatformAws,
    snapshot: Snapshot,
  ): Promise<{
    infrastructure: Infrastructure;
    /** The replications, where they could be looked up just now. */
    current?: ReplicationStatus[];
    parts: CachedValue<unknown>[];
  }> {
    const { id } = aws.platform;
    const { loadBalancerArns, data } = snapshot;
    const [tunnels, facts, dns] = await Promise.all([
      this.#tunnels.get(id, async () => toTunnels(await aws.vpnConnections())),
      this.options.replications.get(aws, data),
      this.#dns.get(id, () => readDns(aws, loadBalancerArns)),
    ]);
    const replications = toStatuses(facts);
    const notKnown = Object.entries({ tunnels, replications, dns }).flatMap(
      ([part, { value }]) => (value ? [] : [part as PlatformPart]),
    );
    return {
      infrastructure: {
        tunnels: tunnels.value ?? [],
        replications: replications.value ?? [],
        dns: dns.value ?? [],
        ...(notKnown.length > 0 && { notKnown }),
      },
      ...(!replications.problem && { current: replications.value }),
      parts: [tunnels, replications, { problem: lagProblemOf(facts) }, dns],
    };
  }
}

function toStatuses({
  value,
  ...looked
}: CachedValue<ReplicationFacts[]>): CachedValue<ReplicationStatus[]> {
  return {
    ...(value && { value: value.map(toReplicationStatus) }),
    ...looked,
  };
}

/** Why the lags are not known, beside what DMS tells. */
function lagProblemOf({
  value = [],
}: CachedValue<ReplicationFacts[]>): Problem | undefined {
  return value.find(({ lagProblem }) => lagProblem)?.lagProblem;
}
