import { mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import type { ContractSchemas } from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  contractDifferences,
  SCHEMA_LIMITS,
  SCHEMA_TYPES,
  type JsonSchema,
} from '@hybrid-platform/sandbox/testing';
import { readOpenApi } from '../contract/openapi';
import { registerActions } from '.';

const schemas = readOpenApi().components?.schemas as Record<string, JsonSchema>;

const differences = (
  schema: JsonSchema,
  name: keyof ContractSchemas,
  members: string[],
) => contractDifferences({ schema, expected: schemas[name], schemas, members });

describe('the schemas of the actions', () => {
  const registry = actionsRegistryServiceMock();
  registerActions({
    actionsRegistry: registry,
    auth: mockServices.auth(),
    discovery: mockServices.discovery(),
  });
  const schemasOf = async (action: string) => {
    const { actions } = await registry.list();
    return actions.find(({ name }) => name === action)!.schema as {
      input: JsonSchema;
      output: JsonSchema;
    };
  };

  it.each<[string, keyof ContractSchemas, string[], string[]]>([
    ['plan-shift', 'PlanRequest', ['entityRef'], []],
    ['start-shift', 'ShiftRequest', ['entityRef', 'requestId'], ['force']],
    ['abort-shift', 'AbortRequest', ['entityRef', 'shiftId'], []],
    ['hold-service', 'HoldRequest', ['entityRef'], []],
    ['plan-evacuation', 'EvacuationPlanRequest', ['platform'], []],
    [
      'start-evacuation',
      'EvacuationRequest',
      ['platform', 'requestId'],
      // A plan of many services is too long to be read and given back by a language model.
      ['force', 'planned'],
    ],
    [
      'start-replication',
      'ReplicationStartRequest',
      ['platform', 'replicationId', 'requestId'],
      [],
    ],
  ])(
    '%s takes the members of %s with all their limits, beside %j and without %j',
    async (action, name, beside, without) => {
      const { input } = await schemasOf(action);
      const { properties } = schemas[name];
      expect(Object.keys(input.properties!).sort()).toEqual(
        [...beside, ...Object.keys(properties!)]
          .filter(key => !without.includes(key))
          .sort(),
      );
      expect(
        differences(input, name, [...SCHEMA_TYPES, ...SCHEMA_LIMITS]),
      ).toEqual(beside.map(key => `${key}: not in the contract`));
    },
  );

  const SHIFT = ['ended: not in the contract'];
  const EVACUATION = [
    'notMoved: not in the contract',
    'omitted: not in the contract',
  ];
  const REQUEST_ID = ['requestId: not in the contract'];

  it.each<[string, keyof ContractSchemas, string[]]>([
    ['get-service', 'ServiceStatus', []],
    ['plan-shift', 'Plan', []],
    ['start-shift', 'Shift', [...SHIFT, ...REQUEST_ID]],
    ['get-shift', 'Shift', SHIFT],
    ['abort-shift', 'Shift', SHIFT],
    ['hold-service', 'Hold', []],
    [
      'plan-evacuation',
      'EvacuationPlan',
      ['wouldNotMove: not in the contract', 'omitted: not in the contract'],
    ],
    ['start-evacuation', 'Evacuation', [...EVACUATION, ...REQUEST_ID]],
    ['get-evacuation', 'Evacuation', EVACUATION],
    ['abort-evacuation', 'Evacuation', EVACUATION],
    ['preflight-replication', 'PreflightReport', []],
    ['start-replication', 'ReplicationActionResult', REQUEST_ID],
    ['stop-replication', 'ReplicationActionResult', REQUEST_ID],
  ])('%s answers what %s has, and beside it %j', async (action, name, more) => {
    const { output } = await schemasOf(action);
    expect(differences(output, name, SCHEMA_TYPES)).toEqual(more);
  });

  it.each<[string, string, keyof ContractSchemas]>([
    ['list-platforms', 'platforms', 'PlatformSummary'],
    ['list-replications', 'replications', 'ReplicationStatus'],
  ])('%s lists %s of the contract', async (action, list, name) => {
    const { output } = await schemasOf(action);
    const { items } = output.properties![list];
    expect(differences(items!, name, SCHEMA_TYPES)).toEqual([]);
  });
});
