import { keyed } from './idempotency';

const hashOf = (request: unknown) =>
  keyed('user:default/mina', 'key', request).requestHash;

describe('the hash of a request', () => {
  const REQUEST = { kind: 'custom', weights: { 'on-prem': 40, aws: 60 } };

  it('does not depend on the order of members', () => {
    expect(
      hashOf({ weights: { aws: 60, 'on-prem': 40 }, kind: 'custom' }),
    ).toBe(hashOf(REQUEST));
  });

  it('does not depend on members that are not given', () => {
    expect(hashOf({ ...REQUEST, force: undefined })).toBe(hashOf(REQUEST));
  });

  it.each([
    { ...REQUEST, weights: { 'on-prem': 60, aws: 40 } },
    { ...REQUEST, kind: 'failover' },
    { ...REQUEST, force: [] },
    { kind: 'custom' },
  ])('tells others apart: %j', other => {
    expect(hashOf(other)).not.toBe(hashOf(REQUEST));
  });

  it('depends on the order of a list', () => {
    expect(hashOf(['a', 'b'])).not.toBe(hashOf(['b', 'a']));
  });
});
