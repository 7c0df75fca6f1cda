import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { withBackend } from '../__testUtils__/withBackend';

describe('services that cannot be shown', () => {
  let readable: (ref: string) => boolean;

  const { platform, backend } = withBackend({
    allow: (_, ref) => readable(ref!),
  });

  beforeAll(() => {
    // Each in another way.
    platform.setRuleTag('cart', HYBRID_TAGS.entity, undefined);
    platform.setRuleTag('payment', HYBRID_TAGS.entity, 'payment');
    platform.world.loadBalancing.rules.delete(platform.ruleArn('order'));
    const [forward] = platform.world.loadBalancing.rules.get(
      platform.ruleArn('search'),
    )!.actions;
    if (forward.type !== 'forward') throw new Error('no forward action');
    forward.targetGroups.splice(0);
  });

  const shop = () => backend.client().getPlatform('shop');
  const broken = async () =>
    (await shop()).brokenServices.map(({ service }) => service);

  it('are named with what is wrong, apart from those that can', async () => {
    readable = () => true;
    const { serviceStatuses, brokenServices } = await shop();
    expect(serviceStatuses.map(({ service }) => service)).toEqual([
      'catalog',
      'storefront',
    ]);
    expect(brokenServices).toEqual([
      {
        service: 'cart',
        problem: {
          code: 'entity-tag-mismatch',
          message: `The listener rule ${platform.ruleArn(
            'cart',
          )} has no tag 'hybrid-platform:entity', so nobody may operate it from Backstage.`,
          remedy: expect.stringContaining('platform repository'),
        },
      },
      {
        service: 'order',
        problem: expect.objectContaining({ code: 'service-not-found' }),
      },
      {
        service: 'payment',
        problem: expect.objectContaining({
          code: 'entity-tag-mismatch',
          message: expect.stringContaining(
            "'payment', which is no full entity ref such as 'component:default/payment'",
          ),
        }),
      },
      {
        service: 'search',
        problem: expect.objectContaining({ code: 'rule-not-hybrid' }),
      },
    ]);
  });

  it('are shown to who may read their entity, where it is known', async () => {
    readable = ref => ref === 'component:default/search';
    expect(await broken()).toEqual(['search']);
  });

  it('are shown to who may read the platform’s entity, where theirs is not known', async () => {
    readable = ref => ref === 'system:default/shop';
    expect(await broken()).toEqual(['cart', 'payment']);
  });

  it('are none to who may read but another service', async () => {
    readable = ref => ref === 'component:default/catalog';
    expect(await broken()).toEqual([]);
  });
});
