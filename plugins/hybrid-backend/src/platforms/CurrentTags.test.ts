import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../errors';
import { CurrentTags } from './CurrentTags';

const OURS = {
  [HYBRID_TAGS.platform]: 'shop',
  [HYBRID_TAGS.service]: 'cart',
};
const RULE = { ...OURS, [HYBRID_TAGS.entity]: 'component:default/cart' };
const GROUP = {
  ...OURS,
  [HYBRID_TAGS.site]: 'aws',
  [HYBRID_TAGS.defaultWeight]: '60',
};
const MINUTE = 60_000;

const rule = (arn: string, weight = 1): Rule => ({
  RuleArn: arn,
  Actions: [
    {
      Type: 'forward',
      ForwardConfig: {
        TargetGroups: [{ TargetGroupArn: 'group', Weight: weight }],
      },
    },
  ],
});

/** The tags as resources have them, and a count of who was asked. */
function world(tags: Record<string, Record<string, string> | Error>) {
  const asked: string[] = [];
  let now = Date.parse('2026-11-22T12:00:00Z');
  const changed = new Set<string>();
  const current = new CurrentTags(
    {
      platform: { id: 'shop' } as never,
      tags: async arn => {
        asked.push(arn);
        const found = tags[arn];
        if (found instanceof Error) throw found;
        return found ?? {};
      },
    },
    { changedSince: async () => changed, now: () => new Date(now) },
  );
  return {
    asked,
    changed,
    tags,
    pass: (ms: number) => {
      now += ms;
    },
    read: async (
      listed: Record<string, Record<string, string>>,
      rules: Rule[] = [rule('rule')],
    ) => {
      asked.length = 0;
      const resources = Object.entries(listed).map(([arn, of]) => ({
        arn,
        tags: of,
      }));
      const read = await current.of(resources, { rules });
      return Object.fromEntries(read.map(({ arn, tags: of }) => [arn, of]));
    },
  };
}

describe('the tags of resources', () => {
  it('are those of the index, where it has all that a service needs', async () => {
    const { read, asked } = world({});
    const listed = { rule: RULE, group: GROUP };
    expect(await read(listed)).toEqual(listed);
    expect(asked).toEqual([]);
  });

  it('are asked where the index does not list them, until it does', async () => {
    const { read, asked } = world({ rule: RULE, group: GROUP });
    for (let n = 0; n < 2; n += 1) {
      expect(await read({})).toEqual({ rule: RULE, group: GROUP });
      expect(asked).toEqual(['rule', 'group']);
    }
    await read({ rule: RULE, group: GROUP });
    expect(asked).toEqual([]);
  });

  it('are asked where the index lists them without one that is needed', async () => {
    const { read, asked } = world({ rule: RULE, group: GROUP });
    expect(await read({ rule: OURS, group: OURS })).toEqual({
      rule: RULE,
      group: GROUP,
    });
    expect(asked).toEqual(['rule', 'group']);
  });

  it('are not asked at each look of what is of others, or really lacks one', async () => {
    const { read, asked, pass } = world({ rule: OURS, group: { theirs: '' } });
    const listed = { rule: OURS };
    expect(await read(listed)).toEqual(listed);
    expect(asked).toHaveLength(2);
    pass(MINUTE);
    await read(listed);
    expect(asked).toEqual([]);
    pass(10 * MINUTE);
    await read(listed);
    expect(asked).toHaveLength(2);
  });

  it('are asked of what this plugin has just changed', async () => {
    const held = { ...RULE, [HYBRID_TAGS.hold]: '2999-01-01T00:00:00Z' };
    const { read, asked, changed } = world({ rule: held });
    changed.add('cart');
    expect((await read({ rule: RULE, group: GROUP })).rule).toEqual(held);
    expect(asked).toEqual(['rule']);
  });

  it('are asked for five minutes of a rule that somebody has changed', async () => {
    const { read, asked, pass } = world({ rule: RULE });
    const listed = { rule: RULE, group: GROUP };
    await read(listed, [rule('rule', 1)]);
    await read(listed, [rule('rule', 2)]);
    expect(asked).toEqual(['rule']);
    pass(4 * MINUTE);
    await read(listed, [rule('rule', 2)]);
    expect(asked).toEqual(['rule']);
    pass(2 * MINUTE);
    await read(listed, [rule('rule', 2)]);
    expect(asked).toEqual([]);
  });

  it('are those of the index where nobody may ask, and where the platform is another by now', async () => {
    const denied = new HybridError({
      code: 'aws-access-denied',
      message: 'No.',
      remedy: 'Allow it.',
    });
    const { read } = world({
      rule: denied,
      group: { ...GROUP, [HYBRID_TAGS.platform]: 'other' },
    });
    expect(await read({ rule: OURS, group: OURS })).toEqual({ rule: OURS });
  });

  it('are asked of a hundred at a time, and of the rest at the next look', async () => {
    const rules = Array.from({ length: 150 }, (_, n) => rule(`rule-${n}`));
    const { read, asked } = world({});
    await read({ group: GROUP }, rules);
    expect(asked).toHaveLength(100);
    await read({ group: GROUP }, rules);
    expect(asked).toHaveLength(50);
  });
});
