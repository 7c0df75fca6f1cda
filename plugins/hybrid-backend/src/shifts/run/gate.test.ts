import { judge } from './gate';

const reading = {
  healthy: true,
  best: 1,
  summary: 'aws has 3 of 3 targets healthy',
};

describe('the gate at the end of a bake', () => {
  it.each([
    [100, 0, true],
    [100, 5, true],
    [100, 6, false],
    [1, 1, false],
    // Refused connections are not among the requests.
    [10, 500, false],
  ])(
    'with %i requests and %i errors passes: %s',
    (requests, errors, passed) => {
      const verdict = judge({
        reading,
        traffic: { requests, errors },
        maxErrorPercent: 5,
      });
      expect(verdict.passed).toBe(passed);
      expect(verdict.message).toContain(`${errors} of ${requests} requests`);
    },
  );

  it('fails without a healthy target, whatever the requests say', () => {
    expect(
      judge({
        reading: { ...reading, healthy: false, summary: 'aws has 0 of 3' },
        traffic: { requests: 100, errors: 0 },
        maxErrorPercent: 5,
      }),
    ).toEqual({ passed: false, message: 'After the bake, aws has 0 of 3.' });
  });

  it.each([
    [{ requests: 0, errors: 0 }, 'CloudWatch has no requests'],
    ['the errors could not be read.', 'the errors could not be read.'],
  ])('says so when nothing is known of the requests: %p', (traffic, why) => {
    const verdict = judge({ reading, traffic, maxErrorPercent: 5 });
    expect(verdict.passed).toBe(true);
    expect(verdict.message).toContain('Judged on target health alone');
    expect(verdict.message).toContain(why);
  });
});
