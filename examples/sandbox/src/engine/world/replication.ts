import type { PlatformConfig } from '../platformConfig';
import type { DmsEndpoint, Replicating, World } from '../../model';
import { naming, type Site } from '../naming';
import { TAGS } from '../tags';
import { databaseAddress } from './database';
import { tag } from './tagging';
import { DATABASE, loadedTables, tableMappings } from './tables';

/** It has followed the source's changes since yesterday, when it was first started. */
const RUNNING_FOR_MS = 24 * 60 * 60_000;

/**
 * What replicates between the databases: it has loaded every table and now follows the
 * source's changes. A task on an instance, or DMS Serverless, as configured.
 */
export function addReplication(world: World, platform: PlatformConfig): void {
  const { direction, mode } = platform.data.replication!;
  const [from, to]: Site[] =
    direction === 'on-prem-to-aws' ? ['on-prem', 'aws'] : ['aws', 'on-prem'];
  const endpoints = [
    endpoint(world, 'source', from),
    endpoint(world, 'target', to),
  ];
  for (const each of endpoints) {
    world.dms.endpoints.set(each.arn, each);
    tag(world, each.arn, { [TAGS.site]: each.site });
  }
  const replicating = follows(world, `${from}-to-${to}`, endpoints);
  const names = naming(world);
  if (mode === 'serverless') {
    const arn = names.dmsConfigArn;
    world.dms.serverless.set(arn, {
      ...replicating,
      arn,
      status: 'running',
      maxCapacityUnits: platform.data.replication!.maxCapacityUnits,
    });
    tag(world, arn, { [TAGS.entity]: controlledBy(world) });
    return;
  }
  addInstance(world);
  for (const { arn } of endpoints) {
    world.dms.connections.push({
      instanceArn: names.dmsInstanceArn,
      endpointArn: arn,
      status: 'successful',
    });
  }
  world.dms.tasks.set(names.dmsTaskArn, {
    ...replicating,
    arn: names.dmsTaskArn,
    instanceArn: names.dmsInstanceArn,
    status: 'running',
  });
  tag(world, names.dmsTaskArn, { [TAGS.entity]: controlledBy(world) });
}

/** The platform's System in the catalog, whose owners control its replication. */
function controlledBy(world: World): string {
  return `system:default/${world.platformId}`;
}

function addInstance(world: World): void {
  const arn = naming(world).dmsInstanceArn;
  world.dms.instances.set(arn, {
    arn,
    identifier: `${world.platformId}-replication`,
    instanceClass: 'dms.t3.medium',
    engineVersion: '3.6.1',
    status: 'available',
  });
  tag(world, arn);
}

function follows(
  world: World,
  name: string,
  [source, target]: DmsEndpoint[],
): Omit<Replicating, 'arn' | 'status'> {
  const startedAt = world.now() - RUNNING_FOR_MS;
  return {
    identifier: `${world.platformId}-${name}`,
    resourceId: naming(world).dmsTaskId,
    sourceArn: source.arn,
    targetArn: target.arn,
    migrationType: 'full-load-and-cdc',
    tableMappings: tableMappings(),
    settings: JSON.stringify({
      TargetMetadata: { BatchApplyEnabled: false, FullLobMode: false },
      ValidationSettings: { EnableValidation: true },
      Logging: { EnableLogging: true },
    }),
    everStarted: true,
    createdAt: startedAt,
    startedAt,
    fullLoadProgressPercent: 100,
    lagSeconds: 1,
    tables: loadedTables(),
  };
}

function endpoint(
  world: World,
  type: 'source' | 'target',
  site: Site,
): DmsEndpoint {
  const id = world.platformId;
  return {
    arn: naming(world).dmsEndpointArn(type),
    identifier: `${id}-${site}-${type}`,
    type,
    engineName: 'mariadb',
    serverName:
      site === 'aws' ? databaseAddress(world) : `mariadb.${id}.internal`,
    port: 3306,
    databaseName: DATABASE,
    username: 'dms',
    // RDS takes TLS only. On-prem the VPN encrypts.
    sslMode: site === 'aws' ? 'verify-ca' : 'none',
    site,
  };
}
