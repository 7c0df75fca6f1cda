import { mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import type { ContractSchemas } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { schemaOf } from '../contract/openapi';
import { registerActions } from '.';

/** JSON Schema, as the registry offers it and as the contract has it. */
interface Json {
  [member: string]: unknown;
  $ref?: string;
  type?: string;
  items?: Json;
  properties?: Record<string, Json>;
  required?: string[];
  additionalProperties?: boolean | Json;
}

const LIMITS = [
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
];

const named = (name: keyof ContractSchemas) => schemaOf(name) as Json;

/** Where an action's schema says another thing than the contract, and what it has in addition. */
function differences(
  ours: Json,
  reference: Json,
  members: string[],
  path = '',
): string[] {
  const theirs = reference.$ref
    ? (schemaOf(reference.$ref as `#/${string}`) as Json)
    : reference;
  const own = members
    .filter(
      member => JSON.stringify(ours[member]) !== JSON.stringify(theirs[member]),
    )
    .map(member => `${path}: ${member}`);
  const inItems =
    ours.items && theirs.items
      ? differences(ours.items, theirs.items, members, `${path}[]`)
      : [];
  const inMembers = Object.entries(ours.properties ?? {}).flatMap(
    ([key, value]) => {
      const at = path ? `${path}.${key}` : key;
      const theirValue = theirs.properties?.[key];
      if (!theirValue) return [`${at}: not in the contract`];
      const isRequired = (schema: Json) =>
        schema.required?.includes(key) ?? false;
      return [
        ...(isRequired(ours) === isRequired(theirs) ? [] : [`${at}: required`]),
        ...differences(value, theirValue, members, at),
      ];
    },
  );
  return [...own, ...inItems, ...inMembers];
}

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
      input: Json;
      output: Json;
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
      ['force'],
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
      const { properties } = named(name);
      expect(Object.keys(input.properties!).sort()).toEqual(
        [...beside, ...Object.keys(properties!)]
          .filter(key => !without.includes(key))
          .sort(),
      );
      expect(
        differences(input, named(name), ['type', 'enum', ...LIMITS]),
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
    expect(differences(output, named(name), ['type', 'enum'])).toEqual(more);
  });

  it.each<[string, string, keyof ContractSchemas]>([
    ['list-platforms', 'platforms', 'PlatformSummary'],
    ['list-replications', 'replications', 'ReplicationStatus'],
  ])('%s lists %s of the contract', async (action, list, name) => {
    const { output } = await schemasOf(action);
    const { items } = output.properties![list];
    expect(differences(items!, named(name), ['type', 'enum'])).toEqual([]);
  });
});
