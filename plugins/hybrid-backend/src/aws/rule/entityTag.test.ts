import { describeEntityTag, setEntityTag } from './entityTag';

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
