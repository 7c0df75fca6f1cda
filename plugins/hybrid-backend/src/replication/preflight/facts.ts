import type { Site } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ReplicationFacts } from '../facts';

/** Something that was asked: the answer, or why there is none. */
export type Asked<T> = { value: T } | { why: string };

/** What RDS says about the database of an endpoint. */
export interface RdsFacts {
  identifier: string;
  engine: string;
  engineVersion: string;
  /** Absent: RDS does not say. */
  backupRetentionDays?: number;
  isReplica: boolean;
  parameterGroup?: { name: string; status: string };
  /** What somebody set in the group; the rest is left to RDS. */
  parameters: Asked<Map<string, string>>;
}

/** What a MariaDB that we are connected to says about itself. */
export interface MariaDbFacts {
  /** Of the connection, for the evidence: no user, no password. */
  address: string;
  /** Such as `11.4.10-MariaDB-log`. */
  version: string;
  /** Global variables, names in lower case. */
  variables: Map<string, string>;
  /** Statements of SHOW GRANTS for DMS's user. */
  grants: Asked<string[]>;
  dmsUser: string;
  /** Whether it replicates from another server itself. */
  isReplica: Asked<boolean>;
  /** RDS's own setting, null when it is not set; asked on RDS only. */
  rdsRetentionHours?: Asked<number | null>;
}

/** One end of the replication, as far as it could be looked at. */
export interface DatabaseFacts {
  role: 'source' | 'target';
  /** Absent: DMS does not know the endpoint. */
  endpointArn?: string;
  site?: Site;
  /** Absent: the database is not on RDS. */
  rds?: Asked<RdsFacts>;
  /** Absent: no connection is configured for the site. */
  mariaDb?: Asked<MariaDbFacts>;
}

/** The parts of the replication's settings that the checks look at. */
export interface SettingsFacts {
  /** Schemas that are replicated; patterns have a `%`. */
  schemas: string[];
  fullLob: boolean;
  validation: boolean;
}

/** Everything that a preflight is judged by. */
export interface PreflightFacts {
  replication: ReplicationFacts;
  settings: Asked<SettingsFacts>;
  source: DatabaseFacts;
  target: DatabaseFacts;
}

export function valueOf<T>(asked: Asked<T> | undefined): T | undefined {
  return asked && 'value' in asked ? asked.value : undefined;
}
