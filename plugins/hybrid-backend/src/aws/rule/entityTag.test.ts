import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  describeEntityTag,
  differingEntityTags,
  entityTagMismatch,
  setEntityTag,
} from './entityTag';
import { mergeRuleTags } from './tags';

const of = {
  rule: 'listener rule arn:rule',
  entityRef: 'component:default/cart',
};

describe('why a rule may not be operated', () => {
  it.each([
    [undefined, 'has no tag'],
    ['  ', 'has no tag'],
    [
      ' component:cart ',
      "is 'component:cart', which is no full entity ref such as 'component:default/cart', so nobody may operate it",
    ],
    [
      'component:default/other',
      'names another entity than component:default/cart',
    ],
  ])('with the tag %j: it %s', (text, words) => {
    const sentence = describeEntityTag(text, of);
    expect(sentence).toContain(words);
    expect(sentence).toContain(`${of.rule}`);
    expect(sentence).toMatch(/[^.]\.$/);
  });

  it('has a remedy that works where the file is right already', () => {
    expect(setEntityTag('arn:rule', of.entityRef)).toContain(
      "'aws elbv2 add-tags --resource-arns arn:rule --tags Key=hybrid-platform:entity,Value=component:default/cart'",
    );
  });
});

describe('why the rules of a service may not be operated together', () => {
  const CART = 'component:default/cart';
  const mismatch = (...texts: (string | undefined)[]) => {
    const rules = texts.map((text, index) => ({
      arn: `arn:${index + 1}`,
      tags: (text === undefined
        ? {}
        : { [HYBRID_TAGS.entity]: text }) as Record<string, string>,
    }));
    const ruleTags = mergeRuleTags(rules.map(({ tags }) => tags));
    const ruleArns = rules.map(({ arn }) => arn);
    const entityTags = differingEntityTags(rules);
    return entityTagMismatch({ ruleArns, entityTags }, ruleTags, CART);
  };

  it.each<[string, (string | undefined)[], RegExp, string]>([
    [
      'the second one lacks it',
      [CART, undefined],
      /^The listener rule arn:2 has no tag [^.]*\.$/,
      'arn:2',
    ],
    [
      'the first one lacks it',
      [undefined, CART],
      /^The listener rule arn:1 has no tag [^.]*\.$/,
      'arn:1',
    ],
    [
      'the second one names another',
      [CART, 'component:default/order'],
      /^The tag [^.]* of the listener rule arn:2 names another entity than [^.]*\.$/,
      'arn:2',
    ],
    [
      'the third one is malformed',
      [CART, CART, 'cart'],
      /^The tag [^.]* of the listener rule arn:3 is 'cart', which is no full/,
      'arn:3',
    ],
    [
      'two are odd, each in its way',
      [CART, undefined, 'cart'],
      /arn:2 has no tag.*arn:3 is 'cart'/,
      'arn:2 arn:3',
    ],
    [
      'none has it',
      [undefined, undefined],
      /^The listener rule arn:1 has no tag [^.]*\.$/,
      'arn:1 arn:2',
    ],
  ])(
    'names the odd rule, and sets its tag, where %s',
    (_, texts, message, arns) => {
      const found = mismatch(...texts);
      expect(found.message).toMatch(message);
      expect(found.setTag).toContain(`--resource-arns ${arns} --tags`);
    },
  );
});
