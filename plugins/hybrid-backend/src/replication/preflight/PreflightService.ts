import type {
  PreflightReport,
  Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { DBInstance } from '@aws-sdk/client-rds';
import { isReplicationTask } from '../../aws/arns';
import type { PlatformAws } from '../../aws/PlatformAws';
import type { ReplicationAws } from '../../aws/ReplicationAws';
import { problemIn } from '../../errors';
import type { DataInventory } from '../../platforms/dataInventory';
import type { EndpointFacts, ReplicationFacts } from '../facts';
import { runChecks } from './checks';
import type { PlatformDatabases } from './databaseConfig';
import {
  type Asked,
  type DatabaseFacts,
  type RdsFacts,
  type SettingsFacts,
} from './facts';
import { probeMariaDb } from './MariaDbProbe';
import { readSettings } from './settings';

/** The database user of DMS, as the platform repository names it. */
const DMS_USER = 'dms';

/** Looks at everything that a replication needs, and changes nothing. */
export class PreflightService {
  constructor(
    private readonly options: {
      databases: Record<string, PlatformDatabases>;
      now(): Date;
      probe?: typeof probeMariaDb;
    },
  ) {}

  async check(
    { platform, replication: aws }: PlatformAws,
    { databaseArns }: DataInventory,
    replication: ReplicationFacts,
  ): Promise<PreflightReport> {
    const instances = asked(() => aws.databases(databaseArns));
    const database = async (role: 'source' | 'target') => {
      const endpoint = replication.endpoints.find(e => e.role === role);
      return this.#database(aws, platform.id, role, endpoint, await instances);
    };
    const [told, source, target] = await Promise.all([
      asked(() => settingsOf(aws, replication.arn)),
      database('source'),
      database('target'),
    ]);
    const settings = 'value' in told ? told.value : told;
    const checks = runChecks({ replication, settings, source, target });
    return {
      replicationId: replication.id,
      checkedAt: this.options.now().toISOString(),
      ready: checks.every(({ result }) => result !== 'failed'),
      checks,
    };
  }

  async #database(
    aws: ReplicationAws,
    platformId: string,
    role: 'source' | 'target',
    endpoint: EndpointFacts | undefined,
    instances: Asked<DBInstance[]>,
  ): Promise<DatabaseFacts> {
    const site: Site | undefined = endpoint?.site;
    const config = site && this.options.databases[platformId]?.[site];
    const { probe = probeMariaDb } = this.options;
    const onRds = site === 'aws';
    const [rds, mariaDb] = await Promise.all([
      onRds ? rdsOf(aws, endpoint, instances) : undefined,
      config &&
        probe(config, {
          onRds,
          dmsUser: config.dmsUser ?? endpoint?.username ?? DMS_USER,
        }),
    ]);
    return { role, endpointArn: endpoint?.arn, site, rds, mariaDb };
  }
}

async function settingsOf(
  aws: ReplicationAws,
  arn: string,
): Promise<Asked<SettingsFacts>> {
  if (isReplicationTask(arn)) {
    const [task] = await aws.tasks([arn], { withSettings: true });
    return readSettings(task?.ReplicationTaskSettings, task?.TableMappings);
  }
  const [config] = await aws.serverlessConfigs([arn]);
  return readSettings(config?.ReplicationSettings, config?.TableMappings);
}

/** The instance that the endpoint names; an endpoint with a secret may name none. */
async function rdsOf(
  aws: ReplicationAws,
  endpoint: EndpointFacts | undefined,
  instances: Asked<DBInstance[]>,
): Promise<Asked<RdsFacts>> {
  if ('why' in instances) return instances;
  const all = instances.value;
  const instance = endpoint?.server
    ? all.find(({ Endpoint }) => Endpoint?.Address === endpoint.server)
    : all.length === 1 && all[0];
  if (!instance) {
    return {
      why: `none of the ${
        all.length
      } RDS instances with the platform's tag is the one of ${
        endpoint?.server ?? endpoint?.id ?? 'the endpoint'
      }`,
    };
  }
  const [group] = instance.DBParameterGroups ?? [];
  const name = group?.DBParameterGroupName;
  return {
    value: {
      identifier: instance.DBInstanceIdentifier!,
      engine: instance.Engine ?? 'unknown',
      engineVersion: instance.EngineVersion ?? '',
      backupRetentionDays: instance.BackupRetentionPeriod,
      isReplica: Boolean(instance.ReadReplicaSourceDBInstanceIdentifier),
      ...(name && {
        parameterGroup: {
          name,
          status: group.ParameterApplyStatus ?? 'unknown',
        },
      }),
      parameters: name
        ? await asked(async () => toMap(await aws.parameters(name)))
        : { why: 'the instance has no parameter group' },
    },
  };
}

function toMap(
  parameters: { ParameterName?: string; ParameterValue?: string }[],
): Map<string, string> {
  return new Map(
    parameters.flatMap(({ ParameterName: name, ParameterValue: value }) =>
      name !== undefined && value !== undefined
        ? [[name.toLowerCase(), value] as const]
        : [],
    ),
  );
}

/** What could not be asked is a finding; only a mistake of ours is thrown. */
async function asked<T>(ask: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    const problem = problemIn(error);
    if (!problem) throw error;
    return { why: problem.message.replace(/\.$/, '') };
  }
}
