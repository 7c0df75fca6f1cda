import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import { rdsCertificate } from '../lib/data/rds-certificate';
import { Platform, example } from './support/platform';

const platform = new Platform(example());
const reverse = new Platform(
  example({ data: { replication: { direction: 'on-prem-to-aws' } } }),
);
const serverless = new Platform(
  example({
    data: {
      replication: {
        mode: 'serverless',
        maxCapacityUnits: 16,
        createServiceRoles: false,
      },
    },
  }),
);
const alone = new Platform(
  example({
    data: {
      database: { backupRetentionDays: 0 },
      replication: { enabled: false },
    },
  }),
);

const database = platform.only('Data', 'AWS::RDS::DBInstance');
const endpoints = (of = platform) =>
  of
    .resources('Data', 'AWS::DMS::Endpoint')
    .map(({ Properties }) => Properties);

describe('the database', () => {
  it('writes the binary log that DMS reads', () => {
    const { Parameters } = platform.only(
      'Data',
      'AWS::RDS::DBParameterGroup',
    ).Properties;
    assert.equal(Parameters.binlog_format, 'ROW');
    assert.equal(Parameters.binlog_row_image, 'FULL');
    assert.equal(Parameters.binlog_checksum, 'NONE');
    // Without backups RDS ignores all of these, and says nothing.
    assert.ok(database.Properties.BackupRetentionPeriod > 0);
  });

  it('runs a version that DMS supports', () => {
    assert.match(database.Properties.EngineVersion, /^(10\.11|11\.4)\./);
    assert.equal(database.Properties.Engine, 'mariadb');
  });

  it('has a password that is in no template and that RDS changes by itself', () => {
    assert.equal(database.Properties.ManageMasterUserPassword, true);
    assert.equal(database.Properties.MasterUserPassword, undefined);
  });

  it('is encrypted, private, and hard to lose', () => {
    const { StorageEncrypted, PubliclyAccessible, DeletionProtection } =
      database.Properties;
    assert.equal(StorageEncrypted, true);
    assert.notEqual(PubliclyAccessible, true);
    assert.equal(DeletionProtection, true);
    assert.equal(database.DeletionPolicy, 'Snapshot');
  });

  it('can do without backups when nothing is replicated', () => {
    const { Properties } = alone.only('Data', 'AWS::RDS::DBInstance');
    assert.equal(Properties.BackupRetentionPeriod, 0);
    assert.deepEqual(
      alone.resources('Data').filter(({ Type }) => Type.startsWith('AWS::DMS')),
      [],
    );
  });
});

describe('the endpoints of the replication', () => {
  it('speak TLS with a database that takes nothing else, and can verify it', () => {
    const { Parameters } = platform.only(
      'Data',
      'AWS::RDS::DBParameterGroup',
    ).Properties;
    assert.equal(Parameters.require_secure_transport, '1');
    const source = endpoints().find(
      ({ EndpointType }) => EndpointType === 'source',
    );
    assert.equal(source.SslMode, 'verify-ca');
    const certificate = platform.only('Data', 'AWS::DMS::Certificate');
    assert.deepEqual(source.CertificateArn, { Ref: certificate.id });
    const { subject } = new X509Certificate(
      certificate.Properties.CertificatePem,
    );
    assert.match(subject, /RDS ap-northeast-2 Root CA RSA2048 G1/);
    assert.equal(
      database.Properties.CACertificateIdentifier,
      'rds-ca-rsa2048-g1',
    );
  });

  it('go from aws to on-prem, or the other way round', () => {
    const ends = (of: Platform) =>
      endpoints(of).map(({ EndpointIdentifier, EngineName }) => [
        EndpointIdentifier,
        EngineName,
      ]);
    assert.deepEqual(ends(platform), [
      ['shop-aws-source', 'mariadb'],
      ['shop-on-prem-target', 'mariadb'],
    ]);
    assert.deepEqual(ends(reverse), [
      ['shop-on-prem-source', 'mariadb'],
      ['shop-aws-target', 'mariadb'],
    ]);
    const target = endpoints(reverse).find(e => e.EndpointType === 'target');
    assert.equal(target.SslMode, 'verify-ca');
  });

  it("use DMS's own user, whose password is in Secrets Manager", () => {
    for (const endpoint of endpoints()) {
      assert.equal(endpoint.Password, undefined);
      assert.ok(endpoint.MySqlSettings.SecretsManagerSecretId);
    }
    const secrets = platform.resources('Data', 'AWS::SecretsManager::Secret');
    assert.deepEqual(
      secrets.map(({ Properties }) => Properties.Name),
      ['shop/dms/on-prem', 'shop/dms/aws'],
    );
    for (const { Properties } of secrets) {
      const template = JSON.stringify(
        Properties.GenerateSecretString.SecretStringTemplate,
      );
      assert.match(template, /username.*dms.*host.*port.*3306/);
    }
  });

  it('are read by DMS of this Region, which AWS demands', () => {
    const role = platform
      .resources('Data', 'AWS::IAM::Role')
      .find(({ id }) => id.startsWith('ReplicationSecretsRole'))!;
    assert.deepEqual(
      role.Properties.AssumeRolePolicyDocument.Statement[0].Principal,
      { Service: 'dms.ap-northeast-2.amazonaws.com' },
    );
  });
});

const tagsOf = (properties: any): Record<string, string> =>
  Object.fromEntries(
    properties.Tags.map(({ Key, Value }: any) => [Key, Value]),
  );

describe('the replication', () => {
  it('says which site each end is at, and whose permission controls it', () => {
    const sites = endpoints().map(properties => [
      properties.EndpointType,
      tagsOf(properties)['hybrid-platform:site'],
    ]);
    assert.deepEqual(sites, [
      ['source', 'aws'],
      ['target', 'on-prem'],
    ]);
    for (const { Properties } of [
      platform.only('Data', 'AWS::DMS::ReplicationTask'),
      serverless.only('Data', 'AWS::DMS::ReplicationConfig'),
    ]) {
      const tags = tagsOf(Properties);
      assert.equal(tags['hybrid-platform:platform'], 'shop');
      assert.equal(tags['hybrid-platform:entity'], 'system:default/shop');
    }
  });

  it('is a task on an instance', () => {
    const { Properties } = platform.only('Data', 'AWS::DMS::ReplicationTask');
    assert.equal(Properties.MigrationType, 'full-load-and-cdc');
    assert.equal(Properties.ReplicationTaskIdentifier, 'shop-aws-to-on-prem');
    const { rules } = JSON.parse(Properties.TableMappings);
    assert.deepEqual(rules[0]['object-locator'], {
      'schema-name': 'app',
      'table-name': '%',
    });
    assert.equal(
      JSON.parse(Properties.ReplicationTaskSettings).ValidationSettings
        .EnableValidation,
      true,
    );
    const instance = platform.only('Data', 'AWS::DMS::ReplicationInstance');
    assert.equal(instance.Properties.PubliclyAccessible, false);
  });

  it('stops at whatever it cannot replicate, and leaves no table out in silence', () => {
    const task = platform.only('Data', 'AWS::DMS::ReplicationTask').Properties;
    const config = serverless.only(
      'Data',
      'AWS::DMS::ReplicationConfig',
    ).Properties;
    for (const { ErrorBehavior } of [
      JSON.parse(task.ReplicationTaskSettings),
      config.ReplicationSettings,
    ]) {
      for (const policy of [
        'DataErrorPolicy',
        'TableErrorPolicy',
        'ApplyErrorDeletePolicy',
        'ApplyErrorInsertPolicy',
        'ApplyErrorUpdatePolicy',
      ]) {
        assert.equal(ErrorBehavior[policy], 'STOP_TASK', policy);
      }
    }
  });

  it('is known to CloudWatch by the name that it has', () => {
    const { Properties } = platform.only('Data', 'AWS::DMS::ReplicationTask');
    assert.equal(
      Properties.ResourceIdentifier,
      Properties.ReplicationTaskIdentifier,
    );
    const lag = platform
      .resources('Data', 'AWS::CloudWatch::Alarm')
      .find(({ Properties: p }) => p.AlarmName === 'shop-replication-lag')!;
    assert.deepEqual(lag.Properties.Dimensions, [
      { Name: 'ReplicationInstanceIdentifier', Value: 'shop-replication' },
      { Name: 'ReplicationTaskIdentifier', Value: 'shop-aws-to-on-prem' },
    ]);
  });

  it('tells when its lag is not measured any more, which is no good lag', () => {
    const alarm = (name: string) =>
      platform
        .resources('Data', 'AWS::CloudWatch::Alarm')
        .find(({ Properties }) => Properties.AlarmName === name)!.Properties;
    const lag = alarm('shop-replication-lag');
    assert.equal(lag.TreatMissingData, 'missing');
    assert.deepEqual(lag.InsufficientDataActions, lag.AlarmActions);
    const storage = alarm('shop-database-storage');
    assert.equal(storage.InsufficientDataActions, undefined);
  });

  it('tells when it stops, which no lag shows', () => {
    const rule = platform.only('Data', 'AWS::Events::Rule').Properties;
    assert.deepEqual(rule.EventPattern.source, ['aws.dms']);
    assert.ok(
      rule.EventPattern.detail.eventType.includes('REPLICATION_TASK_FAILED'),
    );
    assert.equal(rule.Targets.length, 1);
  });

  it('can be serverless, with objects where a task has text', () => {
    const { Properties } = serverless.only(
      'Data',
      'AWS::DMS::ReplicationConfig',
    );
    assert.equal(Properties.ComputeConfig.MaxCapacityUnits, 16);
    assert.equal(typeof Properties.TableMappings, 'object');
    assert.equal(typeof Properties.ReplicationSettings, 'object');
    assert.equal(
      serverless.resources('Data', 'AWS::DMS::ReplicationTask').length,
      0,
    );
  });

  it("makes DMS's roles by the names that DMS looks for, unless they exist", () => {
    const named = (of: Platform) =>
      of
        .resources('Data', 'AWS::IAM::Role')
        .map(({ Properties }) => Properties.RoleName)
        .filter(Boolean);
    assert.deepEqual(named(platform), [
      'dms-vpc-role',
      'dms-cloudwatch-logs-role',
    ]);
    assert.deepEqual(named(serverless), []);
    const subnets = platform.only('Data', 'AWS::DMS::ReplicationSubnetGroup');
    assert.equal(
      subnets.DependsOn?.filter(id => id.includes('ServiceRoles')).length,
      2,
    );
  });

  it('reaches both databases and AWS, and nothing else', () => {
    const group = platform
      .resources('Data', 'AWS::EC2::SecurityGroup')
      .find(({ id }) => id.startsWith('Replication'))!;
    assert.deepEqual(
      group.Properties.SecurityGroupEgress.map((rule: any) => [
        rule.CidrIp,
        rule.FromPort,
      ]),
      [
        ['192.168.10.10/32', 3306],
        ['10.20.0.0/16', 3306],
        ['0.0.0.0/0', 443],
      ],
    );
  });
});

describe('the root certificate of RDS', () => {
  it('is there for Regions old and new', () => {
    for (const region of ['us-east-1', 'eu-central-1', 'ap-northeast-2']) {
      assert.match(rdsCertificate(region), /BEGIN CERTIFICATE/);
    }
  });

  it('is missed by name when there is none', () => {
    assert.throws(
      () => rdsCertificate('xx-moon-1'),
      /no root certificate of RDS for xx-moon-1/,
    );
  });
});
