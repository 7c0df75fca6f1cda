import { mockCredentials } from '@backstage/backend-test-utils';
import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { AwsError } from '@hybrid-platform/sandbox';
import type { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/databases';
import { withBackend } from '../__testUtils__/withBackend';

const CART = '/services/default/component/cart';
const HOLD = `${CART}/hold`;
const OWNER = 'user:default/owner';
const OTHER = 'user:default/other';
const HOUR = { durationSeconds: 3600, reason: 'the database is migrated' };

describe.each([[[]], [['http' as const]]])(
  'a hold of a service whose rules are replaced, also on %j',
  alsoOn => {
    const databases = testDatabases();
    let knex: Knex;

    const { platform, backend } = withBackend(
      async () => {
        knex = await databases.init('SQLITE_3');
        return { knex };
      },
      { each: true, alsoOn },
    );

    const rules = () => platform.ruleArns('cart').map((_, index) => index);
    const tags = () =>
      rules().map(rule => platform.ruleTag('cart', HYBRID_TAGS.hold, rule));
    const setTags = (value: string | undefined) => {
      for (const rule of rules()) {
        platform.setRuleTag('cart', HYBRID_TAGS.hold, value, rule);
      }
    };
    /** By ones with the tags that the template declares. */
    const replace = () => {
      platform.replaceRule('cart');
      setTags(undefined);
    };
    const shown = async () => (await backend.get(CART)).body.hold;
    const row = () => knex('hybrid_holds').orderBy('created_at', 'desc');
    const notHeld = async () => {
      const { body } = await backend.post(
        `${CART}/plans`,
        { kind: 'failover', to: 'aws' },
        { Authorization: mockCredentials.user.header(OTHER) },
      );
      return body.rules.find(({ id }: { id: string }) => id === 'not-held');
    };
    const minutesAgo = (minutes: number) =>
      new Date(Date.now() - minutes * 60_000).toISOString();

    beforeEach(async () => {
      await backend.put(HOLD, HOUR);
    });

    it('is put back on the new ones before anybody can pass it by, once, and audited', async () => {
      const [held] = tags();
      await backend.get(CART);
      backend.audits.length = 0;
      replace();
      expect((await notHeld()).passed).toBe(false);
      expect(tags()).toEqual(rules().map(() => held));
      expect(await shown()).toMatchObject({ by: OWNER, reason: HOUR.reason });
      await backend.get('/platforms/shop');
      expect(
        backend.audits.filter(
          ({ eventId }) => eventId === 'traffic-hold-put-back',
        ),
      ).toEqual([expect.objectContaining({ outcome: 'success' })]);
      expect(backend.signals).toContainEqual({
        entityRef: 'component:default/cart',
      });
    });

    it('is put on a new one that comes before the old one goes, as deployments do it', async () => {
      const [held] = tags();
      const { loadBalancing, tags: all } = platform.world;
      const before = platform.ruleArns('cart');
      const made = before.map(arn => {
        const to = arn.replace(/.{4}$/, 'beef');
        const rule = structuredClone(loadBalancing.rules.get(arn)!);
        loadBalancing.rules.set(to, { ...rule, arn: to });
        const declared = new Map(all.get(arn));
        declared.delete(HYBRID_TAGS.hold);
        all.set(to, declared);
        return to;
      });
      expect((await shown()).by).toBe(OWNER);
      for (const arn of before) {
        loadBalancing.rules.delete(arn);
        all.delete(arn);
      }
      expect((await notHeld()).passed).toBe(false);
      expect(made.map(arn => all.get(arn)!.get(HYBRID_TAGS.hold))).toEqual(
        made.map(() => held),
      );
      expect((await shown()).by).toBe(OWNER);
    });

    it('of an earlier version is known by the rules that have its tag', async () => {
      await knex('hybrid_holds').update({ rule_arns: null });
      await backend.get(CART);
      expect(JSON.parse((await row())[0].rule_arns)).toEqual(
        platform.ruleArns('cart'),
      );
      replace();
      expect((await shown()).by).toBe(OWNER);
    });

    it('is one that its holder releases, and that then stays away', async () => {
      replace();
      await backend.get(CART);
      expect((await backend.delete(HOLD)).status).toBe(204);
      expect(tags()).toEqual(rules().map(() => undefined));
      replace();
      expect(await shown()).toBeUndefined();
      expect(tags()).toEqual(rules().map(() => undefined));
    });

    it('is not set again where somebody took it away by hand, from old rules or from new ones', async () => {
      platform.replaceRule('cart');
      expect((await shown()).by).toBe(OWNER);
      setTags(undefined);
      await knex('hybrid_holds').update({ created_at: minutesAgo(2) });
      for (let look = 0; look < 3; look += 1) {
        expect(await shown()).toBeUndefined();
      }
      await backend.runTask('remove-expired-holds');
      expect((await row())[0].ended_how).toBe('lost');
    });

    it('is not set again when it has expired, nor over what somebody else has set', async () => {
      const theirs = `2999-01-01T00:00:00.000Z ${OTHER}`;
      platform.replaceRule('cart');
      setTags(theirs);
      expect((await shown()).by).toBe(OTHER);
      expect(tags()).toEqual(rules().map(() => theirs));
      replace();
      await knex('hybrid_holds').update({ until: minutesAgo(1) });
      expect(await shown()).toBeUndefined();
    });

    it('is not of another entity’s service with the same name', async () => {
      replace();
      for (const rule of rules()) {
        platform.setRuleTag(
          'cart',
          HYBRID_TAGS.entity,
          'component:default/order',
          rule,
        );
      }
      await backend.get('/platforms/shop');
      expect(tags()).toEqual(rules().map(() => undefined));
    });

    it('is not lost while it cannot be put back', async () => {
      const [held] = tags();
      await knex('hybrid_holds').update({ created_at: minutesAgo(2) });
      platform.onCall(operation =>
        operation === 'AddTags'
          ? { error: new AwsError('AccessDenied', 'No', { status: 403 }) }
          : undefined,
      );
      replace();
      await backend.get(CART);
      await backend.runTask('remove-expired-holds');
      expect((await row())[0].ended_how).toBeNull();
      expect((await backend.put(HOLD, HOUR, OTHER)).status).toBe(409);
      platform.onCall(undefined);
      expect((await shown()).by).toBe(OWNER);
      expect(tags()).toEqual(rules().map(() => held));
    });
  },
);
