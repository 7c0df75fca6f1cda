import { mockServices } from '@backstage/backend-test-utils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { validate } from 'jsonschema';
import { parse } from 'yaml';
import { findProblems } from '../platform/findProblems';
import { fromForm } from '../platform/fromForm';
import { createPlatformConfigAction } from './platformConfig';
import { createPublishLocalAction } from './publishLocal';
import { createReplicationPreflightAction } from './replicationPreflight';
import { createReplicationStartAction } from './replicationStart';
import { createReplicationStopAction } from './replicationStop';
import { createReplicationWaitAction } from './replicationWait';
import { createTrafficHoldAction } from './trafficHold';
import { createTrafficPlanAction } from './trafficPlan';
import { createTrafficShiftAction } from './trafficShift';
import { createTrafficWaitAction } from './trafficWait';

const options = {
  auth: mockServices.auth(),
  config: mockServices.rootConfig(),
  discovery: mockServices.discovery(),
};
const actions: TemplateAction<any, any, any>[] = [
  createPlatformConfigAction(),
  createPublishLocalAction(options),
  createTrafficPlanAction(options),
  createTrafficShiftAction(options),
  createTrafficWaitAction(options),
  createTrafficHoldAction(options),
  createReplicationPreflightAction(options),
  createReplicationStartAction(options),
  createReplicationStopAction(options),
  createReplicationWaitAction(options),
];

describe.each(actions.map(action => [action.id, action] as const))(
  'the examples of %s',
  (id, { examples = [], schema }) => {
    const steps = examples.flatMap(({ example }) =>
      parse(example).steps.filter((step: any) => step.action === id),
    );
    const literal = steps.filter(
      ({ input }) => !JSON.stringify(input).includes('${{'),
    );

    it('use the action with inputs that it has', () => {
      expect(steps).toHaveLength(examples.length);
      const known = Object.keys(schema!.input!.properties!);
      const required = (schema!.input!.required ?? []) as unknown as string[];
      for (const { input } of steps) {
        expect(known).toEqual(expect.arrayContaining(Object.keys(input)));
        expect(Object.keys(input)).toEqual(expect.arrayContaining(required));
      }
    });

    it('give it values that it takes', () => {
      for (const { input } of literal) {
        expect(validate(input, schema!.input!).errors).toEqual([]);
      }
    });
  },
);

it('the platform that is written out as an example can be made', () => {
  const written = createPlatformConfigAction()
    .examples!.flatMap(({ example }) => parse(example).steps)
    .map(({ input }) => input.values)
    .filter(values => typeof values === 'object');
  expect(written).toHaveLength(1);
  expect(findProblems(fromForm(written[0]))).toEqual([]);
});
