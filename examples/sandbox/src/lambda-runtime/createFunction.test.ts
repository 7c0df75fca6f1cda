import { join } from 'node:path';
import { createBundles, type Bundles } from './bundle';
import { createFunction, type RunningFunction } from './createFunction';

describe('a function of the Lambda runtime', () => {
  let bundles: Bundles;
  const running: RunningFunction[] = [];

  beforeAll(async () => {
    bundles = await createBundles({
      probe: join(__dirname, 'fixtures/probe.ts'),
      broken: join(__dirname, 'fixtures/broken.ts'),
    });
  });
  afterEach(() => running.splice(0).forEach(each => each.stop()));
  afterAll(() => bundles.close());

  const make = async (fixture = 'probe', timeoutMs = 10_000) => {
    const made = createFunction({
      name: fixture,
      arn: `arn:aws:lambda:ap-northeast-2:111122223333:function:${fixture}`,
      process: {
        bootstrap: bundles.bootstrap,
        bundle: bundles.of(fixture),
        environment: { AWS_REGION: 'ap-northeast-2', HYBRID_PLATFORM: 'shop' },
        timeoutMs,
      },
    });
    running.push(made);
    return made;
  };

  it('gets the event, the time that is left, and no other environment than its own', async () => {
    const { result, error } = await (await make()).invoke({ a: [1, null] });

    expect(error).toBeUndefined();
    expect(result).toMatchObject({
      event: { a: [1, null] },
      environment: { AWS_REGION: 'ap-northeast-2', HYBRID_PLATFORM: 'shop' },
    });
    const { environment, remaining } = result as {
      environment: object;
      remaining: number;
    };
    expect(Object.keys(environment)).toHaveLength(2);
    expect(remaining).toBeGreaterThan(0);
    expect(remaining).toBeLessThanOrEqual(10_000);
  });

  it('stays warm: what its module keeps is there at the next invocation', async () => {
    const made = await make();
    await made.invoke({});
    expect((await made.invoke({})).result).toMatchObject({ invocations: 2 });
  });

  it('starts anew with a changed environment', async () => {
    const made = await make();
    await made.invoke({});
    made.setEnvironment({ HYBRID_PLATFORM: 'other' });
    expect((await made.invoke({})).result).toMatchObject({
      invocations: 1,
      environment: { HYBRID_PLATFORM: 'other' },
    });
  });

  it('answers what the handler threw, with the log, and stays usable', async () => {
    const made = await make();
    const { error, logTail } = await made.invoke({ do: 'throw' });

    expect(error).toMatchObject({
      errorType: 'RangeError',
      errorMessage: 'out of range',
      trace: expect.arrayContaining([
        expect.stringContaining('RangeError: out of range'),
      ]),
    });
    expect(logTail).toMatch(
      /^START RequestId: [\s\S]*invocation 1\n[\s\S]*END RequestId: [\s\S]*REPORT/,
    );
    expect((await made.invoke({})).result).toMatchObject({ invocations: 2 });
    expect((await made.invoke({ do: 'fail-with-text' })).error).toEqual({
      errorType: 'string',
      errorMessage: 'just text',
    });
  });

  it('is replaced when its process ends', async () => {
    const made = await make();
    expect((await made.invoke({ do: 'exit' })).error).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/exit status 3$/),
    });
    expect((await made.invoke({})).result).toMatchObject({ invocations: 1 });
  });

  it('is ended at its timeout, and replaced', async () => {
    const made = await make('probe', 700);
    expect((await made.invoke({ do: 'hang' })).error).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(
        /Task timed out after 0\.70 seconds$/,
      ),
    });
    expect((await made.invoke({})).result).toMatchObject({ invocations: 1 });
  });

  it('fails at every invocation when its module cannot be loaded', async () => {
    const made = await make('broken');
    for (let time = 0; time < 2; time++) {
      expect((await made.invoke({})).error).toMatchObject({
        errorType: 'Error',
        errorMessage: 'cannot be loaded',
      });
    }
  });

  it('runs two invocations at once and lets others wait', async () => {
    const made = await make();
    const results = await Promise.all(
      Array.from({ length: 6 }, () => made.invoke({})),
    );
    const counts = results.map(
      ({ result }) => (result as { invocations: number }).invocations,
    );
    expect(counts.filter(count => count === 1)).toHaveLength(2);
    expect(
      counts.reduce((sum, count) => sum + count, 0),
    ).toBeGreaterThanOrEqual(12);
  });

  it('answers invocations that are under way when it is stopped', async () => {
    const made = await make();
    const answer = made.invoke({ do: 'hang' });
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
    made.stop();
    expect((await answer).error?.errorType).toBe('Runtime.ExitError');
    expect((await made.invoke({})).error?.errorType).toBe('Sandbox.Stopped');
  });
});
