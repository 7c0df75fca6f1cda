import type {
  ReplicationEndpointStatus,
  ReplicationStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { actionsOf } from './actions';
import { explain } from './explain';
import type { EndpointFacts, ReplicationFacts } from './facts';

/** A replication as people and clients see it. */
export function toReplicationStatus(
  facts: ReplicationFacts,
): ReplicationStatus {
  const target = facts.endpoints.find(({ role }) => role === 'target');
  const problem = explain(facts);
  return {
    id: facts.id,
    type: facts.type,
    state: facts.state,
    migrationType: facts.migrationType,
    ...(facts.fullLoad?.percent !== undefined && {
      fullLoadProgressPercent: facts.fullLoad.percent,
    }),
    ...(facts.lagSeconds !== undefined && { lagSeconds: facts.lagSeconds }),
    ...(facts.lagMeasuredAt && {
      lagMeasuredAt: facts.lagMeasuredAt.toISOString(),
    }),
    ...(facts.lagProblem && { lagProblem: facts.lagProblem.message }),
    ...(target?.site && { receivingSite: target.site }),
    ...(facts.tables && { tables: facts.tables }),
    endpoints: facts.endpoints.map(toEndpointStatus),
    ...(facts.failureMessage && { lastFailureMessage: facts.failureMessage }),
    ...(facts.stopReason && { stopReason: facts.stopReason }),
    ...(problem && { problem }),
    actions: actionsOf(facts),
    ...(facts.entityRef && { entityRef: facts.entityRef }),
  };
}

function toEndpointStatus(endpoint: EndpointFacts): ReplicationEndpointStatus {
  const { role, id, engine, server, site, connection, failureMessage } =
    endpoint;
  return {
    role,
    id,
    engine,
    ...(server && { server }),
    ...(site && { site }),
    connection,
    ...(failureMessage && { failureMessage }),
  };
}
