import type {
  DnsRecordStatus,
  ReplicationStatus,
  TunnelStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import { readReplications } from '../replication/replications';
import { readDns } from './dns';
import type { Snapshot } from './snapshot';
import { toTunnels } from './tunnels';

/** What a platform has besides its services. */
export interface Surroundings {
  tunnels: TunnelStatus[];
  replications: ReplicationStatus[];
  dns: DnsRecordStatus[];
}

export async function readSurroundings(
  aws: PlatformAws,
  snapshot: Snapshot,
  now: Date,
): Promise<Surroundings> {
  const [connections, replications, dns] = await Promise.all([
    aws.vpnConnections(),
    readReplications(aws, snapshot.replicationTaskArns, now),
    readDns(aws, snapshot.loadBalancerArns),
  ]);
  return { tunnels: toTunnels(connections), replications, dns };
}
