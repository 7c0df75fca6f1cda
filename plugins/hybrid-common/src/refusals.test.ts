import { ConflictError } from '@backstage/errors';
import { entityRefOf } from './entityRefs';
import { problemOf, refusalOf } from './refusals';

const problem = {
  code: 'shift-active',
  message: 'Another shift is under way.',
  remedy: 'Wait until it has ended.',
};
const refused = (statusCode: number, error: object) =>
  Object.assign(new Error('the answer'), { statusCode, body: { error } });

describe('refusalOf', () => {
  it('is an error of the kind of the status, with what is wrong and what to do', () => {
    const refusal = refusalOf(refused(409, { problem }));
    expect(refusal).toBeInstanceOf(ConflictError);
    expect(refusal?.message).toBe(
      'Another shift is under way. Wait until it has ended.',
    );
  });

  it('ends with the code for who reads that', () => {
    const refusal = refusalOf(refused(409, { problem }), { withCode: true });
    expect(refusal?.message).toMatch(/has ended\. \(shift-active\)$/);
  });

  it.each([
    [400, 'InputError'],
    [401, 'AuthenticationError'],
    [403, 'NotAllowedError'],
    [404, 'NotFoundError'],
    [422, 'InputError'],
    [429, 'ServiceUnavailableError'],
    [503, 'ServiceUnavailableError'],
  ])('of %d is a %s', (status, name) => {
    const refusal = refusalOf(refused(status, { message: 'no' }));
    expect(refusal).toMatchObject({ name, message: 'no' });
  });

  it('is nothing when nobody answered', () => {
    expect(refusalOf(new TypeError('fetch failed'))).toBeUndefined();
    expect(problemOf(new TypeError('fetch failed'))).toBeUndefined();
    expect(problemOf(null)).toBeUndefined();
  });
});

describe('entityRefOf', () => {
  it.each([
    ['cart', 'component:default/cart'],
    ['shop/cart', 'component:shop/cart'],
    ['system:shop', 'system:default/shop'],
  ])('of %s is %s', (entityRef, full) => {
    expect(entityRefOf({ entityRef })).toBe(full);
  });

  it('refuses what is none', () => {
    expect(() => entityRefOf({ entityRef: '/' })).toThrow(
      "entityRef '/' is no entity ref. Write it like component:default/cart.",
    );
  });
});
