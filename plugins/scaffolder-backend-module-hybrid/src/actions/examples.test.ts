import { mockServices } from '@backstage/backend-test-utils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { parse } from 'yaml';
import { findProblems } from '../platform/findProblems';
import { fromForm } from '../platform/fromForm';
import { createPlatformConfigAction } from './platformConfig';
import { createPublishLocalAction } from './publishLocal';

const actions: TemplateAction<any, any, any>[] = [
  createPlatformConfigAction(),
  createPublishLocalAction({ config: mockServices.rootConfig() }),
];

describe.each(actions.map(action => [action.id, action] as const))(
  'the examples of %s',
  (id, { examples = [], schema }) => {
    const steps = examples.flatMap(({ example }) =>
      parse(example).steps.filter((step: any) => step.action === id),
    );

    it('use the action with inputs that it has', () => {
      expect(steps).toHaveLength(examples.length);
      const known = Object.keys(schema!.input!.properties!);
      const required = schema!.input!.required as unknown as string[];
      for (const { input } of steps) {
        expect(known).toEqual(expect.arrayContaining(Object.keys(input)));
        expect(Object.keys(input)).toEqual(expect.arrayContaining(required));
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
