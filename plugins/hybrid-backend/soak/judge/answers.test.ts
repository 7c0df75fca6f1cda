import { unhelpful } from './answers';

const answer = (status: number, body: unknown, ms = 10) => ({
  step: 1,
  replica: 0,
  method: 'GET',
  path: '/platforms',
  sentAt: 0,
  answeredAt: ms,
  status,
  body,
});
const problem = { code: 'not-found', message: 'No', remedy: 'Look' };

describe('an answer', () => {
  it('says what to do when it refuses', () => {
    expect(unhelpful(answer(200, {}), false)).toEqual([]);
    expect(unhelpful(answer(404, { error: { problem } }), false)).toEqual([]);
    expect(
      unhelpful(answer(500, { error: { message: 'boom' } }), false),
    ).toMatchObject([{ invariant: 'a remedy with each refusal' }]);
  });

  it('may not know it while the database is away', () => {
    expect(unhelpful(answer(500, {}), true)).toEqual([]);
  });

  it('comes in time', () => {
    expect(unhelpful(answer(200, {}, 31_000), false)).toMatchObject([
      { seen: '31 s' },
    ]);
  });
});
