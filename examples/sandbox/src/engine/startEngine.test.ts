import { request } from 'node:http';
import { generateServices } from './generateServices';
import { startEngine, type Engine } from './startEngine';
import { naming } from './naming';
import { targetGroupOf } from './world/services';
import { eventually } from '../testing/eventually';

const { platform, services } = generateServices(2);
const [first] = services;

async function start(
  options: Partial<Parameters<typeof startEngine>[0]> = {},
): Promise<Engine> {
  return startEngine({
    config: { platform, services },
    trafficPort: 0,
    minuteSeconds: 1,
    requestsPerSecond: 0,
    origins: true,
    secondScale: 0.02,
    ...options,
  });
}

interface Answer {
  status: number;
  site?: string;
  target?: string;
}

function get(engine: Engine, host: string, path = '/'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(engine.trafficUrl + path, { headers: { host } }, response => {
      response.resume();
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          site: response.headers['x-sandbox-site'] as string | undefined,
          target: response.headers['x-sandbox-target'] as string | undefined,
        }),
      );
    })
      .on('error', reject)
      .end();
  });
}

async function getMany(engine: Engine, times: number): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let sent = 0; sent < times; sent += 20) {
    answers.push(
      ...(await Promise.all(
        Array.from({ length: 20 }, () => get(engine, first.hosts[0])),
      )),
    );
  }
  return answers;
}

function setWeights(engine: Engine, onPrem: number, aws: number) {
  const { world } = engine;
  const names = naming(world);
  const forward = world.loadBalancing.rules
    .get(names.ruleArn(first.name))!
    .actions.find(action => action.type === 'forward')!;
  if (forward.type !== 'forward') throw new Error('no forward action');
  forward.targetGroups = [
    { arn: names.targetGroupArn(first.name, 'on-prem'), weight: onPrem },
    { arn: names.targetGroupArn(first.name, 'aws'), weight: aws },
  ];
}

const states = (engine: Engine, site: 'on-prem' | 'aws') =>
  targetGroupOf(engine.world, first.name, site)!.targets.map(
    target => target.state,
  );

describe('the data plane', () => {
  let engine: Engine;
  beforeEach(async () => {
    engine = await start();
  });
  afterEach(() => engine.stop());

  it('starts with every target healthy and every alarm in OK', () => {
    expect(states(engine, 'on-prem')).toEqual(['healthy', 'healthy']);
    expect(states(engine, 'aws')).toEqual(['healthy', 'healthy']);
    expect(
      [...engine.world.alarms.alarms.values()].map(alarm => alarm.state),
    ).toEqual(['OK', 'OK', 'OK', 'OK']);
  });

  it("serves each site its weight's share of the requests, and each target its turn", async () => {
    const answers = await getMany(engine, 1000);

    const onPrem = answers.filter(answer => answer.site === 'on-prem');
    // 40 % of 1,000 with a standard deviation of 15: this fails once in 10^10 runs.
    expect(onPrem.length).toBeGreaterThan(300);
    expect(onPrem.length).toBeLessThan(500);
    const byTarget = new Set(answers.map(answer => answer.target));
    expect(byTarget.size).toBe(4);
    expect(answers.every(answer => answer.status === 200)).toBe(true);
  });

  it('follows changed weights from the next request on', async () => {
    setWeights(engine, 0, 1);
    const toAws = await getMany(engine, 40);
    setWeights(engine, 999, 0);
    const toOnPrem = await getMany(engine, 40);

    expect(new Set(toAws.map(answer => answer.site))).toEqual(new Set(['aws']));
    expect(new Set(toOnPrem.map(answer => answer.site))).toEqual(
      new Set(['on-prem']),
    );
  });

  it('answers 404 for the host of no service', async () => {
    expect(await get(engine, 'nobody.example.com')).toEqual({ status: 404 });
  });

  it('answers 503 when all weights are 0', async () => {
    setWeights(engine, 0, 0);
    expect((await get(engine, first.hosts[0])).status).toBe(503);
  });

  it('answers 503 when the chosen group has no registered target', async () => {
    setWeights(engine, 1, 0);
    targetGroupOf(engine.world, first.name, 'on-prem')!.targets = [];
    expect(await get(engine, first.hosts[0])).toEqual({
      status: 503,
      site: 'on-prem',
    });
  });

  it('leaves an unhealthy target out and takes it back when it recovers', async () => {
    setWeights(engine, 1, 0);
    const address = `${first.onPrem.addresses[0]}:8080`;
    engine.faults.setTarget(first.name, 'on-prem', address, false);
    await eventually(() =>
      expect(states(engine, 'on-prem')).toEqual(['unhealthy', 'healthy']),
    );

    const without = await getMany(engine, 20);
    engine.faults.setTarget(first.name, 'on-prem', address, true);
    await eventually(() =>
      expect(states(engine, 'on-prem')).toEqual(['healthy', 'healthy']),
    );
    const withIt = await getMany(engine, 20);

    expect(new Set(without.map(answer => answer.target))).toEqual(
      new Set([`${first.onPrem.addresses[1]}:8080`]),
    );
    expect(without.every(answer => answer.status === 200)).toBe(true);
    expect(new Set(withIt.map(answer => answer.target)).size).toBe(2);
  });

  it('fails open: a group with only unhealthy targets still gets its share, as 502', async () => {
    engine.faults.setService(first.name, 'on-prem', false);
    await eventually(() =>
      expect(states(engine, 'on-prem')).toEqual(['unhealthy', 'unhealthy']),
    );

    const answers = await getMany(engine, 200);

    const onPrem = answers.filter(answer => answer.site === 'on-prem');
    expect(onPrem.length).toBeGreaterThan(20);
    expect(new Set(onPrem.map(answer => answer.status))).toEqual(
      new Set([502]),
    );
    expect(
      new Set(
        answers
          .filter(answer => answer.site === 'aws')
          .map(answer => answer.status),
      ),
    ).toEqual(new Set([200]));
    const [target] = targetGroupOf(
      engine.world,
      first.name,
      'on-prem',
    )!.targets;
    expect(target.reason).toBe('Target.FailedHealthChecks');
  });

  it('cannot reach on-prem without a tunnel: checks time out and requests end in 504', async () => {
    const [connection] = engine.world.vpnConnections.values();
    setWeights(engine, 1, 0);
    connection.tunnels[0].up = false;
    expect((await get(engine, first.hosts[0])).status).toBe(200);

    connection.tunnels[1].up = false;
    expect((await get(engine, first.hosts[0])).status).toBe(504);
    await eventually(() =>
      expect(states(engine, 'on-prem')).toEqual(['unhealthy', 'unhealthy']),
    );
    const [target] = targetGroupOf(
      engine.world,
      first.name,
      'on-prem',
    )!.targets;
    expect(target.reason).toBe('Target.Timeout');
    expect(states(engine, 'aws')).toEqual(['healthy', 'healthy']);
  });

  it("is what Route 53's checkers ask", async () => {
    const [healthCheck] = engine.world.dns.healthChecks.values();
    const seen = () =>
      new Set(healthCheck.observations.map(({ status }) => status));
    const oldest = () =>
      Math.min(...healthCheck.observations.map(({ at }) => at));
    const started = oldest();
    await eventually(() => expect(oldest()).toBeGreaterThan(started));
    expect(seen()).toEqual(new Set(['Success: HTTP Status Code 200, OK']));

    engine.faults.setSite('on-prem', false);
    engine.faults.setSite('aws', false);
    await eventually(() =>
      expect(seen()).toEqual(
        new Set(['Failure: HTTP Status Code 502, Bad Gateway']),
      ),
    );
  });

  it('goes on checking a group whose weight is 0', async () => {
    setWeights(engine, 0, 1);
    engine.faults.setSite('on-prem', false);
    await eventually(() =>
      expect(states(engine, 'on-prem')).toEqual(['unhealthy', 'unhealthy']),
    );
    engine.faults.setSite('on-prem', true);
    await eventually(() =>
      expect(states(engine, 'on-prem')).toEqual(['healthy', 'healthy']),
    );
  });
});

describe('the steady load', () => {
  it('reaches each site by its weight and counts failures as the clients see them', async () => {
    const engine = await start({ requestsPerSecond: 200 });
    try {
      await eventually(() =>
        expect(engine.counts(first.name, 'aws').requests).toBeGreaterThan(60),
      );
      const { requests, failures } = engine.counts(first.name, 'on-prem');
      expect(requests).toBeGreaterThan(10);
      expect(failures).toBe(0);

      engine.faults.setSite('on-prem', false);
      await eventually(() =>
        expect(engine.counts(first.name, 'on-prem').failures).toBeGreaterThan(
          10,
        ),
      );
      expect(engine.counts(first.name, 'aws').failures).toBe(0);
    } finally {
      await engine.stop();
    }
  });
});
