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
    expect(unhelpful(answer(200, {}))).toEqual([]);
    expect(unhelpful(answer(404, { error: { problem } }))).toEqual([]);
    expect(
      unhelpful(answer(500, { error: { message: 'boom' } })),
    ).toMatchObject([{ invariant: 'a remedy with each refusal' }]);
  });

  it('says it while the database is away, too', () => {
    const away = { ...problem, code: 'database-unavailable' };
    expect(unhelpful(answer(503, { error: { problem: away } }))).toEqual([]);
    expect(unhelpful(answer(500, {}))).toHaveLength(1);
  });

  it('comes in time', () => {
    expect(unhelpful(answer(200, {}, 31_000))).toMatchObject([
      { seen: '31 s' },
    ]);
  });
});
