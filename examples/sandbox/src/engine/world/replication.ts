import type { PlatformConfig } from '../platformConfig';
import type { DmsEndpoint, TableStatistics, World } from '../../model';
import { naming, type Site } from '../naming';
import { tag } from './tagging';

const DATABASE = 'shop';
const TABLES = ['customers', 'products', 'carts', 'orders', 'payments'];

/** One DMS task that has loaded every table and now follows the source's changes. */
export function addReplication(world: World, platform: PlatformConfig): void {
  const names = naming(world);
  const direction = platform.data.replication?.direction;
  const [from, to]: Site[] =
    direction === 'on-prem-to-aws' ? ['on-prem', 'aws'] : ['aws', 'on-prem'];
  const id = world.platformId;

  world.dms.instances.set(names.dmsInstanceArn, {
    arn: names.dmsInstanceArn,
    identifier: `${id}-replication`,
    instanceClass: 'dms.t3.medium',
    engineVersion: '3.6.1',
    status: 'available',
  });
  const endpoints = [
    endpoint(world, 'source', from),
    endpoint(world, 'target', to),
  ];
  for (const each of endpoints) {
    world.dms.endpoints.set(each.arn, each);
    world.dms.connections.push({
      instanceArn: names.dmsInstanceArn,
      endpointArn: each.arn,
      status: 'successful',
    });
    tag(world, each.arn);
  }
  world.dms.tasks.set(names.dmsTaskArn, {
    arn: names.dmsTaskArn,
    identifier: `${id}-${from}-to-${to}`,
    resourceId: names.dmsTaskId,
    sourceArn: endpoints[0].arn,
    targetArn: endpoints[1].arn,
    instanceArn: names.dmsInstanceArn,
    migrationType: 'full-load-and-cdc',
    tableMappings: JSON.stringify({
      rules: [
        {
          'rule-type': 'selection',
          'rule-id': '1',
          'rule-name': 'all-tables',
          'object-locator': { 'schema-name': DATABASE, 'table-name': '%' },
          'rule-action': 'include',
        },
      ],
    }),
    settings: JSON.stringify({
      TargetMetadata: { BatchApplyEnabled: true },
      Logging: { EnableLogging: true },
    }),
    status: 'running',
    everStarted: true,
    createdAt: world.now(),
    startedAt: world.now(),
    fullLoadProgressPercent: 100,
    lagSeconds: 1,
    tables: TABLES.map(loadedTable),
  });
  tag(world, names.dmsInstanceArn);
  tag(world, names.dmsTaskArn);
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
      site === 'aws'
        ? `${id}.cluster.${world.region}.rds.amazonaws.com`
        : `mariadb.${id}.internal`,
    port: 3306,
    databaseName: DATABASE,
    username: 'dms',
    site,
  };
}

function loadedTable(table: string, index: number): TableStatistics {
  return {
    schema: DATABASE,
    table,
    state: 'Table completed',
    inserts: 0,
    updates: 0,
    deletes: 0,
    fullLoadRows: 10_000 * (index + 1),
  };
}
