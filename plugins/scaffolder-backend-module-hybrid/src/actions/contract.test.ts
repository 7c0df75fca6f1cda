import { mockServices } from '@backstage/backend-test-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import type { ContractSchemas } from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  contractDifferences,
  SCHEMA_LIMITS,
  SCHEMA_TYPES,
  type JsonSchema,
} from '@hybrid-platform/sandbox/testing';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { HybridActionOptions } from '../hybrid/options';
import { createReplicationPreflightAction } from './replicationPreflight';
import { createReplicationStartAction } from './replicationStart';
import { createTrafficHoldAction } from './trafficHold';
import { createTrafficPlanAction } from './trafficPlan';
import { createTrafficShiftAction } from './trafficShift';
import { createTrafficWaitAction } from './trafficWait';

type Create = (options: HybridActionOptions) => TemplateAction<any, any, any>;

const schemas: Record<string, JsonSchema> = parse(
  readFileSync(
    resolvePackagePath(
      '@hybrid-platform/backstage-plugin-hybrid-common',
      'openapi.yaml',
    ),
    'utf8',
  ),
  { merge: true },
).components.schemas;

const options = {
  auth: mockServices.auth(),
  config: mockServices.rootConfig(),
  discovery: mockServices.discovery(),
};

const differences = (
  schema: JsonSchema,
  name: keyof ContractSchemas,
  members: string[],
) => contractDifferences({ schema, expected: schemas[name], schemas, members });

describe('the schemas of the actions', () => {
  const REPLICATION = ['platform', 'entityRef', 'replicationId'];

  it.each<[string, Create, keyof ContractSchemas, string[], string[]]>([
    [
      'hybrid:traffic:plan',
      createTrafficPlanAction,
      'PlanRequest',
      ['entityRef', 'failWhenRefused', 'ignoreRules'],
      [],
    ],
    [
      'hybrid:traffic:shift',
      createTrafficShiftAction,
      'ShiftRequest',
      ['entityRef'],
      ['force'],
    ],
    [
      'hybrid:traffic:hold',
      createTrafficHoldAction,
      'HoldRequest',
      ['entityRef'],
      [],
    ],
    [
      'hybrid:replication:start',
      createReplicationStartAction,
      'ReplicationStartRequest',
      REPLICATION,
      [],
    ],
  ])(
    '%s takes the members of its request with all their limits',
    (id, create, name, beside, without) => {
      const action = create(options);
      expect(action.id).toBe(id);
      const input = action.schema!.input as JsonSchema;
      expect(Object.keys(input.properties!).sort()).toEqual(
        [...beside, ...Object.keys(schemas[name].properties!)]
          .filter(key => !without.includes(key))
          .sort(),
      );
      expect(
        differences(input, name, [...SCHEMA_TYPES, ...SCHEMA_LIMITS]).sort(),
      ).toEqual(beside.map(key => `${key}: not in the contract`).sort());
    },
  );

  const SHIFT = ['shiftId', 'entityUrl', 'text'];

  it.each<[string, Create, keyof ContractSchemas, string[]]>([
    [
      'hybrid:traffic:plan',
      createTrafficPlanAction,
      'Plan',
      ['gainingSite', 'planned', 'entityUrl', 'text'],
    ],
    ['hybrid:traffic:shift', createTrafficShiftAction, 'Shift', SHIFT],
    ['hybrid:traffic:wait', createTrafficWaitAction, 'Shift', SHIFT],
    [
      'hybrid:replication:preflight',
      createReplicationPreflightAction,
      'PreflightReport',
      ['platform', 'text'],
    ],
  ])(
    '%s gives out what the answer has, and something beside it',
    (id, create, name, beside) => {
      const action = create(options);
      expect(action.id).toBe(id);
      expect(
        differences(
          action.schema!.output as JsonSchema,
          name,
          SCHEMA_TYPES,
        ).sort(),
      ).toEqual(beside.map(key => `${key}: not in the contract`).sort());
    },
  );
});
