import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ServiceSnapshot } from '../platforms/snapshot';
import { serviceSnapshot } from '../__testUtils__/serviceSnapshot';
import { chooseCandidates, hasLeft, toCandidates } from './candidates';

const service = (name: string, changes: Partial<ServiceSnapshot> = {}) =>
  serviceSnapshot({ name, ...changes });

const BROKEN = {
  code: 'rule-not-hybrid' as const,
  message: 'It forwards to one target group.',
  remedy: 'Deploy it again.',
};

describe('an evacuation is about', () => {
  it('the services whose rules name an entity', () => {
    const candidates = toCandidates([
      service('cart'),
      service('stray', { ruleTags: {} }),
    ]);
    expect(candidates).toEqual([
      expect.objectContaining({
        name: 'cart',
        entityRef: 'component:default/cart',
        routable: expect.objectContaining({ name: 'cart' }),
      }),
    ]);
  });

  it('one that cannot be moved too, with what is wrong', () => {
    const [candidate] = toCandidates([service('cart', { problem: BROKEN })]);
    expect(candidate.problem).toEqual(BROKEN);
    expect(candidate.routable).toBeUndefined();
  });
});

describe('of these a caller chooses', () => {
  const candidates = toCandidates([
    service('cart'),
    service('order'),
    service('secret'),
  ]);
  const rights = {
    mayRead: (ref: string) => ref !== 'component:default/secret',
    mayShift: () => true,
    mayForce: () => true,
  };
  const choose = (names?: string[]) =>
    chooseCandidates('shop', candidates, rights, names).map(({ name }) => name);

  it('all that he may see', () => {
    expect(choose()).toEqual(['cart', 'order']);
  });

  it('those that he names', () => {
    expect(choose(['order'])).toEqual(['order']);
    expect(choose([])).toEqual([]);
  });

  it.each([
    ['does not exist', ['cart', 'nowhere'], "'nowhere', which"],
    ['he may not see', ['secret'], "'secret', which"],
  ])('none that %s', (_, names, message) => {
    expect(() => choose(names)).toThrow(message);
  });

  it('and is told the first three of many wrong names', () => {
    expect(() => choose(['a', 'b', 'c'])).toThrow("names 'a', 'b', 'c', which");
    expect(() => choose(['a', 'b', 'c', 'd', 'e'])).toThrow(
      "names 'a', 'b', 'c' and 2 more, which",
    );
  });
});

describe('a service has left a site', () => {
  const off = (changes: Partial<ServiceSnapshot>) =>
    hasLeft(toCandidates([service('cart', changes)])[0].routable!, 'on-prem');

  it('when nothing is sent there', () => {
    expect(off({ weights: { 'on-prem': 0, aws: 100 } })).toBe(true);
    expect(off({ weights: { 'on-prem': 1, aws: 99 } })).toBe(false);
  });

  it('not for good when automation moved it, for that brings it back', () => {
    const ruleTags = {
      ...service('cart').ruleTags,
      [HYBRID_TAGS.automation]: 'failed-over 2026-11-22T12:00:00Z',
    };
    expect(off({ weights: { 'on-prem': 0, aws: 100 }, ruleTags })).toBe(false);
  });
});
