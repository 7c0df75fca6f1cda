import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { startSandbox, type Sandbox } from './engine/startSandbox';
import { eventually } from './testing/eventually';
import { serviceNames, weightsOf } from './engine/world/rules';

/*
 * The story of the whole: the platform template's own Lambda functions, bundled, run by the
 * sandbox, and talking to it by the AWS SDK over HTTP.
 */
describe.each(['alarm', 'watchdog'] as const)(
  'with %s detection, when on-prem goes down',
  detection => {
    let repository: string;
    let sandbox: Sandbox;

    beforeAll(async () => {
      repository = await mkdtemp(join(tmpdir(), 'hybrid-failover-'));
      await cp(join(__dirname, '../platforms/shop'), repository, {
        recursive: true,
      });
      // Two services tell the story as well as six, and sooner.
      for (const name of ['catalog', 'order', 'payment', 'search']) {
        await rm(join(repository, `config/services/${name}.yaml`));
      }
      const file = join(repository, 'config/platform.yaml');
      const text = await readFile(file, 'utf8');
      await writeFile(
        file,
        text
          .replace('detection: both', `detection: ${detection}`)
          .replace('holdDownSeconds: 300', 'holdDownSeconds: 60'),
      );
      sandbox = await startSandbox({
        configDir: repository,
        port: 0,
        trafficPort: 0,
        minuteSeconds: 1,
        secondScale: 0.1,
        requestsPerSecond: 20,
      });
    }, 30_000);
    afterAll(async () => {
      await sandbox?.stop();
      await rm(repository, { recursive: true, force: true });
    });

    const weights = () =>
      serviceNames(sandbox.world).map(name => weightsOf(sandbox.world, name));

    it('moves the traffic of every service to AWS, and back when on-prem has recovered', async () => {
      const before = weights();
      sandbox.control.setSite('on-prem', false);

      await eventually(
        () =>
          expect(weights().map(weight => weight['on-prem'])).toEqual([0, 0]),
        20_000,
      );
      expect(weights().every(weight => weight.aws > 0)).toBe(true);

      sandbox.control.setSite('on-prem', true);
      await eventually(() => expect(weights()).toEqual(before), 25_000);

      const lambdaFailures = sandbox.events
        .latest()
        .filter(
          event => event.kind === 'lambda' && /failed/.test(event.message),
        );
      expect(lambdaFailures).toEqual([]);
    }, 60_000);

    it('does not move traffic to a site that is down too', async () => {
      const before = weights();
      const healthy = (site: 'on-prem' | 'aws') =>
        sandbox.control
          .status()
          .services.map(({ sites }) => sites[site].healthy);
      for (const site of ['aws', 'on-prem'] as const) {
        sandbox.control.setSite(site, false);
        await eventually(() => expect(healthy(site)).toEqual([0, 0]));
      }
      // Long enough for alarms to fire and for several looks of the watchdog.
      await new Promise(resolve => {
        setTimeout(resolve, 3_000);
      });
      expect(weights()).toEqual(before);
    }, 30_000);
  },
);

describe('a repository that the platform template made', () => {
  it('is run with its own configuration and its own functions', async () => {
    const repository = await mkdtemp(join(tmpdir(), 'hybrid-generated-'));
    const skeleton = join(
      __dirname,
      '../../../templates/hybrid-platform/skeleton',
    );
    for (const folder of ['config', 'lambda']) {
      await cp(join(skeleton, folder), join(repository, folder), {
        recursive: true,
      });
    }
    // Something that only this repository's function answers.
    await writeFile(
      join(repository, 'lambda/reset-default-traffic/index.ts'),
      "export const handler = async () => 'the repository’s own';",
    );
    const sandbox = await startSandbox({
      configDir: repository,
      port: 0,
      trafficPort: 0,
      minuteSeconds: 60,
      requestsPerSecond: 0,
    });
    try {
      const { functions, platformId } = sandbox.world;
      const reset = functions.get(`${platformId}-reset-default-traffic`);
      expect(await reset!.invoke({})).toMatchObject({
        result: 'the repository’s own',
      });
    } finally {
      await sandbox.stop();
      await rm(repository, { recursive: true, force: true });
    }
  }, 30_000);
});

describe('a function of the sandbox', () => {
  it('is invoked by the AWS SDK', async () => {
    const sandbox = await startSandbox({
      configDir: join(__dirname, '../platforms/shop'),
      port: 0,
      trafficPort: 0,
      minuteSeconds: 60,
      requestsPerSecond: 0,
    });
    const client = new LambdaClient({
      endpoint: sandbox.awsEndpoint,
      region: 'ap-northeast-2',
      credentials: {
        accessKeyId: 'AKIASANDBOX000000001',
        secretAccessKey: 'sandbox',
      },
    });
    try {
      const answer = await client.send(
        new InvokeCommand({
          FunctionName: 'shop-reset-default-traffic',
          LogType: 'Tail',
          Payload: Buffer.from('{}'),
        }),
      );
      expect(answer.StatusCode).toBe(200);
      expect(answer.FunctionError).toBeUndefined();
      expect(Buffer.from(answer.LogResult!, 'base64').toString()).toMatch(
        /END RequestId/,
      );
    } finally {
      client.destroy();
      await sandbox.stop();
    }
  }, 30_000);
});
