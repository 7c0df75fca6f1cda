import type {
  DBInstance,
  Filter,
  Parameter,
  RDSClient,
} from '@aws-sdk/client-rds';
import { rdsSdk } from './largeSdks';

/** The database instances with these ARNs, in one paged call. */
export async function listDatabaseInstances(
  client: RDSClient,
  arns: string[],
): Promise<DBInstance[]> {
  const instances: DBInstance[] = [];
  if (arns.length === 0) return instances;
  const Filters: Filter[] = [{ Name: 'db-instance-id', Values: arns }];
  const pages = rdsSdk().paginateDescribeDBInstances({ client }, { Filters });
  for await (const page of pages) instances.push(...(page.DBInstances ?? []));
  return instances;
}

/** The parameters of a group that somebody set; the several hundred others are left out. */
export async function listParameters(
  client: RDSClient,
  groupName: string,
): Promise<Parameter[]> {
  const parameters: Parameter[] = [];
  const pages = rdsSdk().paginateDescribeDBParameters(
    { client, pageSize: 100 },
    { DBParameterGroupName: groupName, Source: 'user' },
  );
  for await (const page of pages) parameters.push(...(page.Parameters ?? []));
  return parameters;
}
