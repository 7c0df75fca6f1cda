import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { hybridTrafficShiftPermission } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { authorizeAll } from './authorizeAll';

describe('authorizeAll', () => {
  const ask = async (count: number) => {
    const bodies: number[] = [];
    const permissions = mockServices.permissions.mock({
      authorize: async requests => {
        bodies.push(
          Buffer.byteLength(
            JSON.stringify(
              requests.map(question => ({ ...question, id: 'x'.repeat(36) })),
            ),
          ),
        );
        return requests.map(question => ({
          result: (question as { resourceRef: string }).resourceRef.endsWith(
            '7',
          )
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        })) as never;
      },
    });
    const answers = await authorizeAll(
      permissions,
      mockCredentials.user(),
      Array.from({ length: count }, (_, index) => ({
        permission: hybridTrafficShiftPermission,
        resourceRef: `component:${'n'.repeat(63)}/${'a'.repeat(58)}-${index}`,
      })),
    );
    return { answers, bodies };
  };

  it('asks few questions at once', async () => {
    const { answers, bodies } = await ask(20);
    expect(bodies).toHaveLength(1);
    expect(answers).toHaveLength(20);
  });

  it('asks nothing when there is nothing to ask', async () => {
    expect(await ask(0)).toEqual({ answers: [], bodies: [] });
  });

  it('answers thousands in order, by bodies that the permission backend takes', async () => {
    const { answers, bodies } = await ask(3_000);
    expect(answers).toHaveLength(3_000);
    expect(answers[7]).toBe(true);
    expect(answers[8]).toBe(false);
    expect(answers.filter(Boolean)).toHaveLength(300);
    expect(Math.max(...bodies)).toBeLessThan(100 * 1024);
  });
});
