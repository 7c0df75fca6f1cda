import { aProblem, aProblemError } from './__testUtils__/fixtures';
import { describeError, isDefiniteRefusal } from './errors';

describe('describeError', () => {
  it('takes over the problem that the backend named', () => {
    const problem = aProblem('aws-throttled');
    expect(describeError(aProblemError(problem, 503))).toEqual({
      kind: 'aws-throttled',
      message: problem.message,
      remedy: problem.remedy,
    });
  });

  it('shows the words of a problem that it does not know', () => {
    const problem = { ...aProblem('aws-failed'), code: 'brand-new' as never };
    expect(describeError(aProblemError(problem, 500))).toEqual({
      kind: 'unexpected',
      message: problem.message,
      remedy: problem.remedy,
    });
  });

  it.each([
    ['no answer', new TypeError('Failed to fetch'), 'network'],
    ['404 without a problem', aProblemError(undefined, 404), 'backend-missing'],
    ['401 without a problem', aProblemError(undefined, 401), 'not-permitted'],
    ['403 without a problem', aProblemError(undefined, 403), 'not-permitted'],
    ['500 without a problem', aProblemError(undefined, 500), 'unexpected'],
  ])('names %s', (_, error, kind) => {
    expect(describeError(error).kind).toBe(kind);
  });
});

describe('isDefiniteRefusal', () => {
  it.each([400, 401, 403, 404, 409, 422, 429])('is true for %s', status => {
    expect(isDefiniteRefusal(aProblemError(undefined, status))).toBe(true);
  });

  it.each([408, 500, 502, 503, 504])('is false for %s', status => {
    expect(isDefiniteRefusal(aProblemError(undefined, status))).toBe(false);
  });

  it('is false without an answer', () => {
    expect(isDefiniteRefusal(new TypeError('Failed to fetch'))).toBe(false);
  });
});
