import type { JsonObject } from '@backstage/types';
import { until } from '@hybrid-platform/sandbox/testing';
import {
  OTHER,
  startHybridBackend,
  type HybridBackend,
} from '../__testUtils__/hybridBackend';
import { testTask } from '../__testUtils__/task';
import { createReplicationPreflightAction } from './replicationPreflight';
import { createReplicationStartAction } from './replicationStart';
import { createReplicationStopAction } from './replicationStop';
import { createReplicationWaitAction } from './replicationWait';

const ID = 'shop-aws-to-on-prem';
const CART = 'component:default/cart';

describe('the actions on replications', () => {
  let hybrid: HybridBackend;
  let startedAt: number | undefined;
  const dms = () => [...hybrid.platform.world.dms.tasks.values()][0];

  beforeAll(async () => {
    hybrid = await startHybridBackend();
    ({ startedAt } = dms());
  }, 30_000);
  afterAll(() => hybrid?.stop());
  afterEach(() => {
    hybrid.proxy.reset();
    Object.assign(dms(), {
      status: 'running',
      startedAt,
      migrationType: 'full-load-and-cdc',
      stopReason: undefined,
    });
    for (const table of dms().tables) table.state = 'Table completed';
    hybrid.platform.setLag(1);
  });

  const task = (
    create: Parameters<typeof testTask>[0],
    input: JsonObject = { platform: 'shop' },
    options: Parameters<typeof testTask>[3] = {},
  ) => testTask(create, hybrid.proxy.url, input, options);
  const posts = () =>
    hybrid.proxy.requests.filter(({ line }) => line.startsWith('POST'));

  describe('hybrid:replication:start', () => {
    it('starts the only one there is, the right way', async () => {
      dms().status = 'stopped';
      const { output, error, log } = await task(
        createReplicationStartAction,
      ).run();
      expect(error).toBeUndefined();
      expect(output).toMatchObject({ platform: 'shop', replicationId: ID });
      expect(dms().status).toBe('starting');
      expect(log[0]).toMatch(/\(AWS request .+\)$/);
    });

    it('finds the platform by one of its services', async () => {
      dms().status = 'stopped';
      const { output } = await task(createReplicationStartAction, {
        entityRef: 'cart',
      }).run();
      expect(output).toMatchObject({ platform: 'shop', replicationId: ID });
    });

    it('asks once however often the task is retried', async () => {
      dms().status = 'stopped';
      const retried = task(createReplicationStartAction);
      const first = await retried.run();
      const second = await retried.run();
      expect(second.error).toBeUndefined();
      expect(second.output).toEqual(first.output);
      expect(posts()).toHaveLength(1);

      retried.loseCheckpoints();
      const third = await retried.run();
      expect(third.error).toBeUndefined();
      const keys = posts().map(({ headers }) => headers['idempotency-key']);
      expect(keys).toHaveLength(2);
      expect(new Set(keys).size).toBe(1);
    });

    it('fails with the reason when the state does not allow it', async () => {
      const { error } = await task(createReplicationStartAction).run();
      expect(error?.name).toBe('ConflictError');
      expect(error?.message).toMatch(/running/);
    });

    it.each([
      [{}, /Give the platform's id/],
      [
        { platform: 'shop', replicationId: 'another' },
        /The platform shop has no replication another\. There is shop-aws-to-on-prem\./,
      ],
      [{ platform: 'nowhere' }, /There is no platform 'nowhere'/],
    ])('refuses %j', async (input, message) => {
      const { error } = await task(createReplicationStartAction, input).run();
      expect(error?.message).toMatch(message);
    });

    it('says in a dry run what would be done, and does nothing', async () => {
      const options = { isDryRun: true };
      const input = { platform: 'shop' };
      const running = await task(
        createReplicationStartAction,
        input,
        options,
      ).run();
      expect(running.error?.message).toMatch(/cannot start now/);

      dms().status = 'stopped';
      const stopped = await task(
        createReplicationStartAction,
        input,
        options,
      ).run();
      expect(stopped.output.text).toMatch(
        /^Dry run: it would be asked to start \(resume-processing\)/,
      );
      expect(dms().status).toBe('stopped');
      expect(posts()).toEqual([]);
    });
  });

  describe('hybrid:replication:stop', () => {
    it('stops it', async () => {
      const { output, error } = await task(createReplicationStopAction).run();
      expect(error).toBeUndefined();
      expect(output.replicationId).toBe(ID);
      expect(dms().status).toBe('stopping');
    });

    it.each([createReplicationStopAction, createReplicationStartAction])(
      'nobody without the permission does: %p',
      async create => {
        const before = dms().status;
        const { error } = await task(create, undefined, { user: OTHER }).run();
        expect(error?.message).toMatch(
          /permission 'hybrid\.replication\.control'/,
        );
        expect(dms().status).toBe(before);
      },
    );
  });

  describe('hybrid:replication:wait', () => {
    const CAUGHT_UP = { platform: 'shop', maxLagSeconds: 5 };

    it('waits until it has caught up, with each change of the lag in the log', async () => {
      hybrid.platform.setLag(40);
      const waiting = task(createReplicationWaitAction, CAUGHT_UP);
      const result = waiting.run();
      await until(
        () => waiting.log.length,
        count => count > 0,
      );
      hybrid.platform.setLag(2);
      const { output, log, error } = await result;
      expect(error).toBeUndefined();
      expect(output).toMatchObject({
        caughtUp: true,
        replicationId: ID,
        lagSeconds: expect.any(Number),
        lagMeasuredAt: expect.any(String),
      });
      expect(log[0]).toMatch(/is running, 40 seconds behind/);
      expect(new Set(log).size).toBe(log.length);
    });

    it('finds the one that brings data to the site, or nothing to wait for', async () => {
      const to = (receivingSite: string) =>
        task(createReplicationWaitAction, {
          entityRef: CART,
          receivingSite,
        }).run();
      expect((await to('on-prem')).output.replicationId).toBe(ID);
      const { output, error } = await to('aws');
      expect(error).toBeUndefined();
      expect(output).toMatchObject({ caughtUp: true });
      expect(output.text).toMatch(/there is nothing to wait for/);
    });

    it('does not wait for one that does not run', async () => {
      dms().status = 'stopped';
      const { error } = await task(
        createReplicationWaitAction,
        CAUGHT_UP,
      ).run();
      expect(error?.message).toMatch(
        /will not catch up by itself\. shop-aws-to-on-prem is stopped/,
      );
    });

    it('does not wait for tables in error, which no waiting mends', async () => {
      dms().tables[0].state = 'Table error';
      const { error } = await task(
        createReplicationWaitAction,
        CAUGHT_UP,
      ).run();
      expect(error?.message).toMatch(
        /will not catch up by itself\..* 1 of its tables has an error and is not replicated\. Find them/,
      );
    });

    it('does not take a lag that was measured long ago for caught up', async () => {
      hybrid.platform.setLag(1, 570);
      const { error } = await task(createReplicationWaitAction, {
        ...CAUGHT_UP,
        timeoutSeconds: 0.1,
      }).run();
      expect(error?.message).toMatch(
        /no measurement of its lag of the last 5 minutes.*CDCLatencyTarget/,
      );
    });

    it('has nothing to wait for when all that it does is to load once, and it has', async () => {
      Object.assign(dms(), {
        status: 'stopped',
        migrationType: 'full-load',
        stopReason: 'Stop Reason FULL_LOAD_ONLY_FINISHED',
      });
      for (const input of [
        { platform: 'shop', replicationId: ID },
        { platform: 'shop', receivingSite: 'on-prem' },
      ]) {
        const { output, error } = await task(
          createReplicationWaitAction,
          input,
        ).run();
        expect(error).toBeUndefined();
        expect(output).toMatchObject({
          caughtUp: true,
          text: expect.stringMatching(/nothing to wait for/),
        });
      }
    });

    it('does not guess which site receives the data', async () => {
      const { tags } = hybrid.platform.world;
      const site = 'hybrid-platform:site';
      const ends = [dms().sourceArn, dms().targetArn].map(
        arn => tags.get(arn)!,
      );
      const before = ends.map(end => end.get(site)!);
      for (const end of ends) end.delete(site);
      try {
        // The tags are read with the platform's snapshot, which may be some seconds old.
        const message = await until(
          async () =>
            (
              await task(createReplicationWaitAction, {
                platform: 'shop',
                receivingSite: 'aws',
                timeoutSeconds: 1,
              }).run()
            ).error?.message ?? '',
          text => text.includes('Which site receives'),
        );
        expect(message).toContain("'hybrid-platform:site'");
      } finally {
        ends.forEach((end, index) => end.set(site, before[index]));
      }
    });

    it('waits for one that has just been started', async () => {
      dms().status = 'starting';
      const waiting = task(createReplicationWaitAction, CAUGHT_UP);
      const result = waiting.run();
      await until(
        () => waiting.log,
        log => log.some(line => line.includes('starting')),
      );
      dms().status = 'running';
      expect((await result).error).toBeUndefined();
    });

    it('fails when the time is over', async () => {
      hybrid.platform.setLag(40);
      const { error } = await task(createReplicationWaitAction, {
        ...CAUGHT_UP,
        timeoutSeconds: 0.1,
      }).run();
      expect(error?.message).toMatch(
        /has not caught up within 0\.1 seconds: .*trails by 40 s/,
      );
    });

    it('ends when the task is cancelled', async () => {
      hybrid.platform.setLag(40);
      const waiting = task(createReplicationWaitAction, CAUGHT_UP);
      const result = waiting.run();
      waiting.cancel();
      expect((await result).error?.message).toMatch(/cancelled/);
    });

    it('waits on through a restart of the backend', async () => {
      let requests = 0;
      hybrid.proxy.fault = () => {
        requests += 1;
        return requests > 1 && requests < 5 ? { status: 503 } : undefined;
      };
      const { error, log } = await task(
        createReplicationWaitAction,
        CAUGHT_UP,
      ).run();
      expect(error).toBeUndefined();
      expect(log).toContain('The backend answers again');
    });

    it('does not wait in a dry run', async () => {
      hybrid.platform.setLag(40);
      const { output, log, error } = await task(
        createReplicationWaitAction,
        CAUGHT_UP,
        { isDryRun: true },
      ).run();
      expect(error).toBeUndefined();
      expect(output.caughtUp).toBe(false);
      expect(log[0]).toMatch(/^Dry run, not waiting\. /);
    });
  });

  describe('hybrid:replication:preflight', () => {
    it.each([false, true])(
      'gives each check with its evidence (dry run: %s)',
      async isDryRun => {
        const { output, log, error } = await task(
          createReplicationPreflightAction,
          { platform: 'shop', failOn: 'nothing' },
          { isDryRun },
        ).run();
        expect(error).toBeUndefined();
        const checks = output.checks as { title: string; evidence: string }[];
        expect(checks.length).toBeGreaterThan(3);
        expect(log).toHaveLength(checks.length);
        expect(output.text).toContain(`| ${checks[0].title} |`);
        expect(posts()).toEqual([]);
      },
    );

    it('fails with what is wrong and what to do', async () => {
      const [connection] = hybrid.platform.world.dms.connections;
      const before = { ...connection };
      connection.status = 'failed';
      connection.lastFailureMessage = 'Access denied for user dms';
      const { error } = await task(createReplicationPreflightAction).run();
      Object.assign(connection, before);
      expect(error?.message).toMatch(
        /is not ready:\n- .*: failed\. .*Access denied for user dms/,
      );
    });
  });
});
