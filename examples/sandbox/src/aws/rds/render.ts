import type {
  DBInstance,
  DBParameterGroup,
  Parameter,
} from '@aws-sdk/client-rds';
import type {
  DatabaseInstance,
  DatabaseParameter,
  ParameterGroup,
  World,
} from '../../model';

export const renderInstance = (
  instance: DatabaseInstance,
  world: World,
): DBInstance => ({
  DBInstanceArn: instance.arn,
  DBInstanceIdentifier: instance.identifier,
  DBInstanceClass: instance.instanceClass,
  DBInstanceStatus: instance.status,
  DBName: instance.databaseName,
  Engine: instance.engine,
  EngineVersion: instance.engineVersion,
  Endpoint: { Address: instance.address, Port: instance.port },
  BackupRetentionPeriod: instance.backupRetentionDays,
  MultiAZ: instance.multiAz,
  PubliclyAccessible: false,
  StorageEncrypted: true,
  ReadReplicaSourceDBInstanceIdentifier: instance.replicaOf,
  DBParameterGroups: [
    {
      DBParameterGroupName: instance.parameterGroup,
      ParameterApplyStatus: instance.parameterStatus,
    },
  ],
  TagList: [...(world.tags.get(instance.arn) ?? [])].map(([Key, Value]) => ({
    Key,
    Value,
  })),
});

export const renderGroup = (group: ParameterGroup): DBParameterGroup => ({
  DBParameterGroupArn: group.arn,
  DBParameterGroupName: group.name,
  DBParameterGroupFamily: group.family,
  Description: group.description,
});

export const renderParameter = (parameter: DatabaseParameter): Parameter => ({
  ParameterName: parameter.name,
  ParameterValue: parameter.value,
  Source: parameter.source,
  ApplyType: parameter.applyType,
  ApplyMethod:
    parameter.applyType === 'static' ? 'pending-reboot' : 'immediate',
  DataType: parameter.dataType,
  IsModifiable: parameter.source !== 'system',
});
