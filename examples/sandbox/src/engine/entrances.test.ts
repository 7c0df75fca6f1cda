import { request } from 'node:http';
import { eventually } from '../testing/eventually';
import { generateServices } from './generateServices';
import { naming, type Entrance } from './naming';
import { startEngine, type Engine } from './startEngine';
import { forwardOf, rulesOf, weightsOfRule } from './world/rules';

/*
 * What traffic does where a rule is not alone: several listeners, groups of neither site,
 * clients that stay where they were.
 */
const { platform, services } = generateServices(1);
const [service] = services;

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
  group?: string;
  cookies: string[];
}

function get(
  engine: Engine,
  entrance: Entrance = 'https',
  cookie?: string,
): Promise<Answer> {
  const headers = { host: service.hosts[0], ...(cookie && { cookie }) };
  return new Promise((resolve, reject) => {
    request(engine.trafficUrls.get(entrance)!, { headers }, response => {
      response.resume();
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          site: response.headers['x-sandbox-site'] as string | undefined,
          group: response.headers['x-sandbox-group'] as string | undefined,
          cookies: (response.headers['set-cookie'] ?? []).map(
            each => each.split(';')[0]!,
          ),
        }),
      );
    })
      .on('error', reject)
      .end();
  });
}

/** Sums of a metric by load balancer and target group. */
function sums(engine: Engine, name: string): Record<string, number> {
  const { metrics } = engine.world;
  const now = Date.now();
  return Object.fromEntries(
    metrics
      .list('AWS/ApplicationELB')
      .filter(id => id.name === name && id.dimensions.TargetGroup)
      .map(id => [
        `${id.dimensions.LoadBalancer!.split('/')[1]} ${
          id.dimensions.TargetGroup!.split('/')[1]
        }`,
        metrics
          .read(id, { from: now - 60_000, to: now + 60_000, periodMs: 120_000 })
          .reduce((sum, each) => sum + each.sum, 0),
      ]),
  );
}

const setWeights = (engine: Engine, weights: number[], rule = 0) => {
  const found = rulesOf(engine.world, service.name)[rule];
  forwardOf(found)!.targetGroups.forEach((group, index) => {
    group.weight = weights[index]!;
  });
};

describe('a service with several rules', () => {
  let engine: Engine;
  beforeEach(async () => {
    engine = await start({ alsoOn: ['http', 'internal'] });
  });
  afterEach(() => engine.stop());

  it('has one on each listener, with the same tags and weights', () => {
    const { world } = engine;
    const rules = rulesOf(world, service.name);
    expect(
      rules.map(({ listenerArn }) => {
        const listener = world.loadBalancing.listeners.get(listenerArn)!;
        return [
          listener.protocol,
          listener.port,
          world.loadBalancing.loadBalancers.get(listener.loadBalancerArn)!.name,
        ];
      }),
    ).toEqual([
      ['HTTPS', 443, 'scale'],
      ['HTTP', 80, 'scale'],
      ['HTTPS', 443, 'scale-internal'],
    ]);
    const tags = rules.map(({ arn }) => [...world.tags.get(arn)!]);
    expect(tags[1]).toEqual(tags[0]);
    expect(tags[2]).toEqual(tags[0]);
    for (const rule of rules) {
      expect(weightsOfRule(world, service.name, rule)).toEqual(service.weights);
    }
  });

  it('lets a load balancer have target groups of its own, of the same sites and targets', () => {
    const { world } = engine;
    const { entrance } = naming(world);
    const [own, internal] = (['https', 'internal'] as const).map(
      each =>
        world.loadBalancing.targetGroups.get(
          entrance(each).targetGroupArn(service.name, 'aws'),
        )!,
    );
    expect(internal!.arn).not.toBe(own!.arn);
    expect(internal!.targets.map(({ id }) => id)).toEqual(
      own!.targets.map(({ id }) => id),
    );
    expect([...world.tags.get(internal!.arn)!]).toEqual([
      ...world.tags.get(own!.arn)!,
    ]);
  });

  it('routes each listener by its own rule', async () => {
    setWeights(engine, [1, 0], 0);
    setWeights(engine, [0, 1], 1);
    setWeights(engine, [0, 1], 2);
    const answers = await Promise.all(
      (['https', 'http', 'internal'] as const).map(each => get(engine, each)),
    );
    expect(answers.map(({ site }) => site)).toEqual(['on-prem', 'aws', 'aws']);
    expect(answers[2]!.group).toBe(`scale-${service.name}-aws-int`);
  });

  it("is measured by each rule's own load balancer", async () => {
    setWeights(engine, [1, 0], 0);
    setWeights(engine, [1, 0], 1);
    setWeights(engine, [0, 1], 2);
    for (const entrance of ['https', 'http', 'internal'] as const) {
      await get(engine, entrance);
    }
    await eventually(() => {
      const {
        [`scale scale-${service.name}-on-prem`]: own,
        [`scale-internal scale-${service.name}-aws-int`]: internal,
        ...others
      } = sums(engine, 'RequestCount');
      // Route 53's health check comes in addition, by the platform's own listener.
      expect(own).toBeGreaterThanOrEqual(2);
      expect(internal).toBe(1);
      expect(others).toEqual({});
    });
    expect(Object.keys(sums(engine, 'HealthyHostCount')).sort()).toEqual(
      [
        `scale scale-${service.name}-on-prem`,
        `scale scale-${service.name}-aws`,
        `scale-internal scale-${service.name}-on-prem-int`,
        `scale-internal scale-${service.name}-aws-int`,
      ].sort(),
    );
  });

  it('loses all of them when it is taken away', async () => {
    await engine.apply({ platform, services: [] });
    expect(rulesOf(engine.world, service.name)).toEqual([]);
    expect(engine.world.loadBalancing.targetGroups.size).toBe(0);
    expect(engine.world.loadBalancing.rules.size).toBe(3);
  });
});

it('has one rule for each service unless it is told otherwise', async () => {
  const engine = await start({ origins: false });
  try {
    expect([...engine.trafficUrls.keys()]).toEqual(['https']);
    expect(rulesOf(engine.world, service.name)).toHaveLength(1);
  } finally {
    await engine.stop();
  }
});

describe('a rule that was replaced', () => {
  it('routes as before, and is followed by the configuration', async () => {
    const engine = await start();
    try {
      setWeights(engine, [0, 1]);
      const [{ from, to }] = engine.replaceRules(service.name);
      expect((await get(engine)).site).toBe('aws');
      await engine.apply({
        platform,
        services: [{ ...service, priority: 77 }],
      });
      const [rule, ...others] = rulesOf(engine.world, service.name);
      expect(others).toEqual([]);
      expect(rule).toMatchObject({ arn: to, priority: 77 });
      expect(engine.world.loadBalancing.rules.has(from)).toBe(false);
    } finally {
      await engine.stop();
    }
  });
});

describe('a target group of neither site', () => {
  it('gets its share, is checked and is measured, though it has no tag', async () => {
    const engine = await start();
    try {
      await engine.putGroup(service.name, { name: 'green', weight: 1 });
      setWeights(engine, [0, 0, 1]);
      const name = `scale-${service.name}-green`;
      const answer = await get(engine);
      expect(answer).toMatchObject({ status: 200, group: name });
      expect(answer.site).toBeUndefined();
      await eventually(() => {
        expect(Object.keys(sums(engine, 'RequestCount'))).toEqual([
          `scale ${name}`,
        ]);
        expect(
          sums(engine, 'HealthyHostCount')[`scale ${name}`],
        ).toBeGreaterThan(0);
      });
    } finally {
      await engine.stop();
    }
  });

  it('gets its share of a load that is only counted', async () => {
    const engine = await start({ origins: false, requestsPerSecond: 100 });
    try {
      await engine.putGroup(service.name, { name: 'green', weight: 100 });
      const name = `scale scale-${service.name}-green`;
      await eventually(() =>
        expect(sums(engine, 'RequestCount')[name]).toBeGreaterThan(0),
      );
      const counted = Object.values(sums(engine, 'RequestCount'));
      expect(counted.reduce((sum, each) => sum + each, 0) % 100).toBe(0);
    } finally {
      await engine.stop();
    }
  });
});

describe('a rule with target group stickiness', () => {
  const stick = (engine: Engine) => {
    const [rule] = rulesOf(engine.world, service.name);
    forwardOf(rule)!.stickiness = { enabled: true, durationSeconds: 600 };
  };

  it('keeps a client where it was when the weights change, and nobody else', async () => {
    const engine = await start();
    try {
      stick(engine);
      setWeights(engine, [1, 0]);
      const { site, cookies } = await get(engine);
      expect([site, cookies.length]).toEqual(['on-prem', 2]);
      setWeights(engine, [0, 1]);
      const stuck = await get(engine, 'https', cookies.join('; '));
      expect(stuck).toMatchObject({ site: 'on-prem', cookies: [] });
      expect((await get(engine)).site).toBe('aws');
    } finally {
      await engine.stop();
    }
  });

  it('keeps a part of the steady load on the site that lost its weight', async () => {
    const engine = await start({ requestsPerSecond: 100 });
    try {
      stick(engine);
      setWeights(engine, [1, 0]);
      await eventually(() =>
        expect(engine.counts(service.name, 'on-prem').requests).toBeGreaterThan(
          50,
        ),
      );
      setWeights(engine, [0, 1]);
      const before = engine.counts(service.name, 'on-prem').requests;
      await eventually(() => {
        expect(engine.counts(service.name, 'aws').requests).toBeGreaterThan(50);
        expect(
          engine.counts(service.name, 'on-prem').requests - before,
        ).toBeGreaterThan(20);
      });
    } finally {
      await engine.stop();
    }
  });
});
