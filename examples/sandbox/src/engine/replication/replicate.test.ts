import { createFaults } from '../faults';
import { generateServices } from '../generateServices';
import { createWorld } from '../world/createWorld';
import { createReplication } from './replicate';

function setUp() {
  const { platform, services } = generateServices(1);
  let now = 1_800_000_000_000;
  const world = createWorld(platform, services, { now: () => now });
  const faults = createFaults();
  const changes: string[] = [];
  const replication = createReplication(world, faults, message =>
    changes.push(message),
  );
  const [task] = world.dms.tasks.values();
  const [connection] = world.vpnConnections.values();
  const pass = (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      now += 1000;
      replication.step(1);
    }
  };
  const latencies = () => {
    replication.publish(now);
    return ['CDCLatencySource', 'CDCLatencyTarget'].map(name => {
      const read = world.metrics.read(
        {
          namespace: 'AWS/DMS',
          name,
          dimensions: {
            ReplicationInstanceIdentifier: 'scale-replication',
            ReplicationTaskIdentifier: task.resourceId,
          },
        },
        { from: now, to: now + 1, periodMs: 1 },
      );
      return read[0]?.max;
    });
  };
  return {
    world,
    faults,
    replication,
    task,
    connection,
    pass,
    latencies,
    changes,
  };
}

describe('replication', () => {
  it('keeps up while it runs', () => {
    const { task, pass } = setUp();
    pass(30);
    expect(task.lagSeconds).toBe(1);
  });

  it('falls behind a second per second while it is stopped, and catches up afterwards', () => {
    const { task, pass } = setUp();
    task.status = 'stopped';
    pass(100);
    expect(task.lagSeconds).toBe(101);

    task.status = 'running';
    pass(2);
    expect(task.lagSeconds).toBeLessThan(101);
    expect(task.lagSeconds).toBeGreaterThan(1);
    pass(10);
    expect(task.lagSeconds).toBe(1);
  });

  it('needs one tunnel, but not both', () => {
    const { task, connection, pass } = setUp();
    connection.tunnels[0].up = false;
    pass(10);
    expect(task.lagSeconds).toBe(1);

    connection.tunnels[1].up = false;
    pass(10);
    expect(task.lagSeconds).toBe(11);
  });

  it("shows an unreachable target only in the target's latency", () => {
    const { faults, pass, latencies } = setUp();
    expect(latencies()).toEqual([1, 1]);
    faults.setSite('on-prem', false);
    pass(60);
    expect(latencies()).toEqual([1, 61]);
  });

  it('shows an unreachable source in both latencies', () => {
    const { faults, pass, latencies } = setUp();
    faults.setSite('aws', false);
    pass(60);
    expect(latencies()).toEqual([61, 61]);
  });

  it('publishes nothing while it does not run', () => {
    const { task, pass, latencies } = setUp();
    task.status = 'stopped';
    pass(1);
    expect(latencies()).toEqual([undefined, undefined]);
  });

  it('holds a lag that was set by hand until it is let go', () => {
    const { replication, task, pass } = setUp();
    replication.forceLag(90);
    expect(task.lagSeconds).toBe(90);
    pass(10);
    expect(task.lagSeconds).toBe(90);

    replication.forceLag(null);
    pass(10);
    expect(task.lagSeconds).toBe(1);
  });

  it('measures nothing any more while it is silent, as if for long', () => {
    const { world, replication, task, pass, latencies } = setUp();
    replication.silence(600);
    pass(30);
    expect(latencies()).toEqual([undefined, undefined]);
    const read = (ago: number) =>
      world.metrics.read(
        {
          namespace: 'AWS/DMS',
          name: 'CDCLatencyTarget',
          dimensions: {
            ReplicationInstanceIdentifier: 'scale-replication',
            ReplicationTaskIdentifier: task.resourceId,
          },
        },
        {
          from: world.now() - ago * 1000,
          to: world.now(),
          periodMs: 60_000,
        },
      );
    expect(read(500)).toEqual([]);
    expect(read(700)).toEqual([expect.objectContaining({ max: 1 })]);

    replication.silence(null);
    expect(latencies()).toEqual([1, 1]);
  });

  it('goes on without suspended tables, until they are loaded again', () => {
    const { replication, task, pass } = setUp();
    replication.suspend(['shop.orders', 'shop.carts']);
    const orders = task.tables.find(({ table }) => table === 'orders')!;
    const { inserts } = orders;
    pass(10);
    expect(task).toMatchObject({
      status: 'running',
      lagSeconds: 1,
      fullLoadProgressPercent: 100,
    });
    expect(orders).toMatchObject({ state: 'Table error', inserts });

    replication.suspend(['shop.carts']);
    pass(2);
    expect(orders.state).toBe('Table completed');
    expect(
      task.tables.filter(({ state }) => state === 'Table error'),
    ).toHaveLength(1);
  });

  it('finishes what DMS finishes by itself: starts, stops and connection tests', () => {
    const { world, faults, task, pass, changes } = setUp();
    const [source, target] = world.dms.connections;
    task.status = 'stopping';
    source.status = 'testing';
    target.status = 'testing';
    faults.setSite('on-prem', false);
    pass(1);
    expect([task.status, source.status]).toEqual(['stopping', 'testing']);
    pass(4);
    expect(task.status).toBe('stopped');
    expect(source.status).toBe('successful');
    expect(target).toMatchObject({
      status: 'failed',
      lastFailureMessage: expect.stringContaining("Can't connect"),
    });

    task.status = 'starting';
    pass(5);
    expect(task.status).toBe('running');
    expect(changes).toHaveLength(2);
  });

  it('loads reloaded tables again', () => {
    const { task, pass } = setUp();
    task.tables[0].state = 'Table is being reloaded';
    pass(2);
    expect(task.tables[0].state).toBe('Table completed');
    expect(task.fullLoadProgressPercent).toBe(100);
  });
});

describe('a serverless replication', () => {
  function serverless() {
    const { platform, services } = generateServices(1);
    platform.data.replication!.mode = 'serverless';
    let now = 1_800_000_000_000;
    const world = createWorld(platform, services, { now: () => now });
    const faults = createFaults();
    const changes: string[] = [];
    const engine = createReplication(world, faults, message =>
      changes.push(message),
    );
    const [replication] = world.dms.serverless.values();
    const pass = (seconds: number) => {
      const seen = new Set<string>();
      for (let second = 0; second < seconds; second++) {
        now += 1000;
        engine.step(1);
        seen.add(replication.status);
      }
      return [...seen];
    };
    return { world, faults, engine, replication, changes, pass, now };
  }

  it('is provisioned step by step, then runs and catches up', () => {
    const { replication, changes, pass } = serverless();
    Object.assign(replication, { status: 'initializing', lagSeconds: 60 });
    expect(pass(20)).toEqual([
      'initializing',
      'preparing_metadata_resources',
      'testing_connection',
      'fetching_metadata',
      'calculating_capacity',
      'provisioning_capacity',
      'replication_starting',
      'running',
    ]);
    expect(changes).toEqual([
      'Serverless replication scale-aws-to-on-prem is running',
    ]);
    expect(replication.lagSeconds).toBe(1);
  });

  it('fails when it does not reach a database, and says why', () => {
    const { replication, faults, pass } = serverless();
    faults.setSite('on-prem', false);
    replication.status = 'initializing';
    pass(10);
    expect(replication).toMatchObject({
      status: 'failed',
      lastFailureMessage: expect.stringContaining(
        'target endpoint failed: Cannot connect to ODBC provider',
      ),
    });
  });

  it('publishes its lag by its own name', () => {
    const { world, engine, replication, now } = serverless();
    engine.forceLag(30);
    engine.publish(now);
    const [found] = world.metrics.read(
      {
        namespace: 'AWS/DMS',
        name: 'CDCLatencyTarget',
        dimensions: { ReplicationConfigIdentifier: replication.resourceId },
      },
      { from: now, to: now + 1, periodMs: 1 },
    );
    expect(found.max).toBe(30);
  });
});
