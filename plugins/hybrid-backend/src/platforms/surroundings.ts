import type {
  DnsRecordStatus,
  Problem,
  ReplicationStatus,
  TunnelStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import { readReplications } from '../replication/replications';
import { readDns } from './dns';
import { Remembered, type Recollection } from './Remembered';
import type { Snapshot } from './snapshot';
import { toTunnels } from './tunnels';

/** What a platform has besides its services. */
export interface Surroundings {
  tunnels: TunnelStatus[];
  replications: ReplicationStatus[];
  dns: DnsRecordStatus[];
}

/** Looks at the three parts apart, so that one that fails does not hide the others. */
export class SurroundingsService {
  readonly #tunnels: Remembered<TunnelStatus[]>;
  readonly #replications: Remembered<ReplicationStatus[]>;
  readonly #dns: Remembered<DnsRecordStatus[]>;

  constructor(private readonly options: { maxAgeMs: number; now(): Date }) {
    this.#tunnels = new Remembered(options);
    this.#replications = new Remembered(options);
    this.#dns = new Remembered(options);
  }

  replications(
    aws: PlatformAws,
    { replicationTaskArns }: Snapshot,
  ): Promise<Recollection<ReplicationStatus[]>> {
    return this.#replications.get(aws.platform.id, () =>
      readReplications(aws, replicationTaskArns, this.options.now()),
    );
  }

  async get(
    aws: PlatformAws,
    snapshot: Snapshot,
  ): Promise<{ surroundings: Surroundings; problem?: Problem }> {
    const { id } = aws.platform;
    const { loadBalancerArns } = snapshot;
    const [tunnels, replications, dns] = await Promise.all([
      this.#tunnels.get(id, async () => toTunnels(await aws.vpnConnections())),
      this.replications(aws, snapshot),
      this.#dns.get(id, () => readDns(aws, loadBalancerArns)),
    ]);
    const problem = tunnels.problem ?? replications.problem ?? dns.problem;
    return {
      surroundings: {
        tunnels: tunnels.value ?? [],
        replications: replications.value ?? [],
        dns: dns.value ?? [],
      },
      ...(problem && { problem }),
    };
  }
}
