import type { Connection } from '@aws-sdk/client-database-migration-service';
import { isReplicationTask } from '../aws/arns';
import type { ReplicationAws } from '../aws/ReplicationAws';
import type { DataInventory } from '../platforms/dataInventory';
import {
  endpointFacts,
  instanceFacts,
  serverlessFacts,
  taskFacts,
  unstartedFacts,
  type BareFacts,
  type EndpointFacts,
  type ReplicationFacts,
} from './facts';
import { readLags } from './lag';

/**
 * Looks at all replications of a platform: at most seven paged calls in three rounds,
 * however many replications there are.
 */
export async function readReplicationFacts(
  aws: ReplicationAws,
  data: DataInventory,
  now: Date,
): Promise<ReplicationFacts[]> {
  const bare = await readBare(
    aws,
    data.replications.map(({ arn }) => arn),
  );
  if (bare.length === 0) return [];
  const endpointArns = bare.flatMap(endsOf);
  const [endpoints, connections, instances] = await Promise.all([
    aws.endpoints(endpointArns),
    aws.connections(endpointArns),
    aws.instances(bare.flatMap(({ instanceArn }) => instanceArn ?? [])),
  ]);
  const tagged = new Map(
    data.replications.map(({ arn, entityRef, entityTag }) => [
      arn,
      { entityRef, entityTag },
    ]),
  );
  const ends = (facts: BareFacts): EndpointFacts[] =>
    (['source', 'target'] as const).flatMap(role => {
      const arn = role === 'source' ? facts.sourceArn : facts.targetArn;
      const endpoint = endpoints.find(({ EndpointArn }) => EndpointArn === arn);
      return endpoint
        ? endpointFacts(
            endpoint,
            role,
            data.endpointSites[endpoint.EndpointArn!],
            testOf(connections, endpoint.EndpointArn!, facts.instanceArn),
          )
        : [];
    });
  const found = bare.map((facts): ReplicationFacts => {
    const instance = instances.find(
      ({ ReplicationInstanceArn }) =>
        ReplicationInstanceArn === facts.instanceArn,
    );
    return {
      ...facts,
      ...tagged.get(facts.arn),
      instance: instance && instanceFacts(instance),
      endpoints: ends(facts),
    };
  });
  const lags = await readLags(aws, found, now);
  return found
    .map((facts, index) => ({ ...facts, ...lags[index] }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function readBare(
  aws: ReplicationAws,
  arns: string[],
): Promise<BareFacts[]> {
  const configArns = arns.filter(arn => !isReplicationTask(arn));
  const [tasks, serverless] = await Promise.all([
    aws.tasks(arns.filter(isReplicationTask)),
    aws.serverless(configArns),
  ]);
  const listed = new Set(serverless.map(each => each.ReplicationConfigArn));
  const configs = await aws.serverlessConfigs(
    configArns.filter(arn => !listed.has(arn)),
  );
  return [
    ...tasks.map(taskFacts),
    ...serverless.map(serverlessFacts),
    ...configs.map(unstartedFacts),
  ];
}

function endsOf({ sourceArn, targetArn }: BareFacts): string[] {
  return [sourceArn, targetArn].filter(arn => arn !== undefined);
}

/** Endpoints can be tested from several instances; the task's own is what counts. */
function testOf(
  connections: Connection[],
  endpointArn: string,
  instanceArn: string | undefined,
): Connection | undefined {
  return connections.find(
    connection =>
      connection.EndpointArn === endpointArn &&
      (!instanceArn || connection.ReplicationInstanceArn === instanceArn),
  );
}
