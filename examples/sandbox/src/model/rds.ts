/** RDS: database instances by ARN, parameter groups by name. */
export interface RdsState {
  readonly instances: Map<string, DatabaseInstance>;
  readonly parameterGroups: Map<string, ParameterGroup>;
}

export interface DatabaseInstance {
  arn: string;
  identifier: string;
  engine: 'mariadb';
  engineVersion: string;
  instanceClass: string;
  databaseName: string;
  address: string;
  port: number;
  status: 'available' | 'rebooting' | 'stopped';
  /** Days; 0 switches backups off, and with them the binary log. */
  backupRetentionDays: number;
  multiAz: boolean;
  /** The instance that it is a read replica of. */
  replicaOf?: string;
  parameterGroup: string;
  /** Whether the instance runs with the group's values or needs a reboot first. */
  parameterStatus: 'in-sync' | 'applying' | 'pending-reboot';
}

export interface ParameterGroup {
  arn: string;
  name: string;
  family: string;
  description: string;
  parameters: DatabaseParameter[];
}

export interface DatabaseParameter {
  name: string;
  /** Absent: the engine's own default. */
  value?: string;
  source: 'user' | 'system' | 'engine-default';
  applyType: 'static' | 'dynamic';
  dataType: 'string' | 'integer' | 'boolean' | 'list';
}
