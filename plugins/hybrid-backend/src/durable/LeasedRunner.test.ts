import { mockServices } from '@backstage/backend-test-utils';
import { until } from '@hybrid-platform/sandbox/testing';
import type { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/databases';
import { LeasedRunner, type Held } from './LeasedRunner';
import { Leases } from './Leases';
import { systemClock } from './retry';

const TABLE = 'things';

type Note = { note: string | null };

describe.each(testDatabases().eachSupportedId())(
  'a leased runner on %s',
  databaseId => {
    const databases = testDatabases();
    let knex: Knex;
    let leases: Leases<Note>;
    let runners: LeasedRunner<Note>[];

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await knex.schema.dropTableIfExists(TABLE);
      await knex.schema.createTable(TABLE, table => {
        table.string('id').primary();
        table.string('created_at');
        table.string('active_key');
        table.string('lease_owner');
        table.bigInteger('lease_expires_at');
        table.string('note');
      });
      leases = new Leases<Note>(knex, TABLE, ['note']);
      runners = [];
    });
    afterEach(() => Promise.all(runners.map(runner => runner.stop())));

    const insert = (id: string, owner: string | null = null) =>
      knex(TABLE).insert({
        id,
        created_at: id,
        active_key: id,
        lease_owner: owner,
        lease_expires_at: 0,
      });
    const row = (id: string) => knex(TABLE).where({ id }).first();
    const create = (
      work: (held: Held<Note>, hadOwner: boolean) => Promise<void>,
      options: {
        leaseMs?: number;
        mayClaim?(id: string): Promise<boolean>;
      } = {},
    ) => {
      const runner = new LeasedRunner<Note>({
        leases,
        timing: {
          leaseMs: options.leaseMs ?? 60_000,
          renewMs: 10,
          pollMs: 10,
          claimMs: 10,
        },
        clock: systemClock,
        logger: mockServices.logger.mock(),
        what: 'Thing',
        mayClaim: options.mayClaim,
        goOn: ({ hadOwner }, held) => work(held, hadOwner),
      });
      runners.push(runner);
      return runner;
    };
    /** Works until it must not go on. */
    const untilLost = ({ signal }: Held<Note>) =>
      new Promise<void>(resolve => {
        signal.addEventListener('abort', () => resolve());
      });

    it('claims what nobody has, once, the oldest first, each with an owner of its own', async () => {
      await insert('b', 'dead');
      await insert('a');
      const begun: [string, boolean][] = [];
      const work = (held: Held<Note>, hadOwner: boolean) => {
        begun.push([held.id, hadOwner]);
        return untilLost(held);
      };
      const [one, two] = [create(work), create(work)];
      await one.takeOver();
      await two.takeOver();
      expect(begun).toEqual([
        ['a', false],
        ['b', true],
      ]);
      expect((await row('a')).lease_owner).not.toBe(
        (await row('b')).lease_owner,
      );
    });

    it('leaves what it cannot carry out, or what has ended', async () => {
      await insert('a');
      await insert('ended');
      await knex(TABLE).where({ id: 'ended' }).update({ active_key: null });
      const work = jest.fn(untilLost);
      await create(work, { mayClaim: async id => id !== 'a' }).takeOver();
      expect(work).not.toHaveBeenCalled();
    });

    it('finds by itself what is left later', async () => {
      const work = jest.fn(untilLost);
      void create(work).watch();
      await insert('a');
      await until(
        () => work.mock.calls.length,
        count => count > 0,
      );
      expect(work).toHaveBeenCalledTimes(1);
    });

    it('keeps its leases for longer than they last', async () => {
      await insert('a');
      await insert('b');
      await create(untilLost, { leaseMs: 300 }).takeOver();
      await new Promise(resolve => setTimeout(resolve, 900));
      expect(await leases.claimable()).toEqual([]);
    });

    it('notices what another has taken, and does not give that free', async () => {
      await insert('a');
      const ended = jest.fn();
      const runner = create(held => untilLost(held).then(ended));
      await runner.takeOver();
      await knex(TABLE).update({
        lease_owner: 'other',
        lease_expires_at: 1e15,
      });
      await until(
        () => ended.mock.calls.length,
        count => count === 1,
      );
      await runner.stop();
      expect(await row('a')).toMatchObject({ lease_owner: 'other' });
      expect(await leases.claimable()).toEqual([]);
    });

    it('tells work how it stands when it looks', async () => {
      await insert('a');
      const notes: unknown[] = [];
      const runner = create(held => {
        held.onStanding = ({ note }) => notes.push(note);
        return untilLost(held);
      });
      await runner.takeOver();
      await knex(TABLE).update({ note: 'stop' });
      await runner.wake();
      await runner.wake();
      expect(notes.at(-1)).toBe('stop');
    });

    it('lets go of work that fails, so that whoever looks next takes it', async () => {
      await insert('a');
      await create(async () => {
        throw new Error('boom');
      }).takeOver();
      const left = await until(
        () => leases.claimable(),
        ({ length }) => length === 1,
      );
      expect(left).toEqual([{ id: 'a', hadOwner: true }]);
    });

    it('lets go of everything when it stops, and takes nothing more', async () => {
      await insert('a');
      const work = jest.fn(untilLost);
      const runner = create(work);
      await runner.takeOver();
      await runner.stop();
      expect(await leases.claimable()).toEqual([{ id: 'a', hadOwner: true }]);
      await runner.takeOver();
      expect(work).toHaveBeenCalledTimes(1);
    });
  },
);
