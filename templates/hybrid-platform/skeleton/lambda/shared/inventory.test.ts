import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeAws, groupArn, ruleArn } from '../testing/fakeAws';
import { buildInventory, type TaggedResource } from './inventory';

function tagged(change: (aws: FakeAws) => void = () => {}): TaggedResource[] {
  const aws = new FakeAws(['cart', 'order']);
  change(aws);
  return [...aws.tags].map(([arn, tags]) => ({ arn, tags }));
}

describe('the inventory', () => {
  it('puts rules and target groups of a service together', () => {
    const { routes, problems } = buildInventory(tagged());
    assert.deepEqual(routes[0], {
      service: 'cart',
      ruleArn: ruleArn('cart'),
      groupArns: {
        'on-prem': groupArn('cart', 'on-prem'),
        aws: groupArn('cart', 'aws'),
      },
      defaults: { 'on-prem': 40, aws: 60 },
      movedByAutomation: false,
    });
    assert.equal(routes[1].service, 'order');
    assert.deepEqual(problems, []);
  });

  it('knows which rules automation moved', () => {
    const { routes } = buildInventory(
      tagged(aws =>
        aws.tagRule('order', 'automation', 'recovering 2026-01-01T00:00:00Z'),
      ),
    );
    assert.deepEqual(
      routes.map(route => route.movedByAutomation),
      [false, true],
    );
  });

  it('takes every rule of a service that has several', () => {
    const second = {
      arn: `${ruleArn('cart')}-http`,
      tags: { 'hybrid-platform:service': 'cart' },
    };
    const { routes } = buildInventory([...tagged(), second]);
    assert.equal(routes.filter(route => route.service === 'cart').length, 2);
  });

  it('leaves out what belongs to the platform and to no service', () => {
    const vpc = {
      arn: 'arn:aws:ec2:ap-northeast-2:111122223333:vpc/vpc-1',
      tags: { 'hybrid-platform:platform': 'shop' },
    };
    assert.deepEqual(
      buildInventory([...tagged(), vpc]),
      buildInventory(tagged()),
    );
  });

  it('names what is wrong with a service that cannot be protected, and keeps the others', () => {
    const { routes, problems } = buildInventory(
      tagged(aws => aws.tags.delete(groupArn('cart', 'aws'))),
    );
    assert.deepEqual(
      routes.map(route => route.service),
      ['order'],
    );
    assert.deepEqual(problems, [
      {
        service: 'cart',
        problem:
          '0 target groups are tagged hybrid-platform:site = aws; it must be one',
      },
    ]);
  });

  it('knows the default weights by the tags of both groups, or has none', () => {
    const { routes } = buildInventory(
      tagged(aws => {
        aws.tags.get(groupArn('cart', 'aws'))![
          'hybrid-platform:default-weight'
        ] = ' 70';
        delete aws.tags.get(groupArn('order', 'aws'))![
          'hybrid-platform:default-weight'
        ];
      }),
    );
    assert.deepEqual(
      routes.map(route => route.defaults),
      [{ 'on-prem': 40, aws: 70 }, undefined],
    );
  });

  it('forgives blanks around the names of services and sites', () => {
    const { routes, problems } = buildInventory(
      tagged(aws => {
        const tags = aws.tags.get(groupArn('cart', 'aws'))!;
        tags['hybrid-platform:service'] = ' cart\t';
        tags['hybrid-platform:site'] = 'aws ';
      }),
    );
    assert.deepEqual(problems, []);
    assert.equal(routes.length, 2);
  });
});
