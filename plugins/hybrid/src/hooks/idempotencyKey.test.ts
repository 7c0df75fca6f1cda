import { newIdempotencyKey } from './idempotencyKey';

const real = globalThis.crypto;

describe.each([
  ['with randomUUID', { randomUUID: () => real.randomUUID() }],
  [
    'on plain HTTP, where only getRandomValues exists',
    { getRandomValues: real.getRandomValues.bind(real) },
  ],
  ['without crypto', {}],
])('newIdempotencyKey %s', (_, crypto) => {
  it('gives a different, long key every time', () => {
    const keys = Array.from({ length: 200 }, () =>
      newIdempotencyKey(crypto as Partial<Crypto>),
    );
    expect(new Set(keys).size).toBe(200);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f-]{32,36}$/);
  });
});
