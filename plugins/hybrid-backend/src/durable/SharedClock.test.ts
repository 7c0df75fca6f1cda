import type { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/databases';
import { systemClock } from './retry';
import { SharedClock } from './SharedClock';

const MINUTE = 60_000;

describe('the time that replicas share', () => {
  const databases = testDatabases();
  const clocks: SharedClock[] = [];
  const warn = jest.fn();
  let knex: Knex;

  beforeEach(async () => {
    warn.mockClear();
    knex = await databases.init('SQLITE_3');
  });

  afterEach(async () => {
    for (const clock of clocks.splice(0)) clock.stop();
    await knex.destroy();
  });

  /** A process whose own clock can be set. */
  const replica = async (on: Knex, aheadMs: () => number) => {
    const own = {
      ...systemClock,
      now: () => new Date(Date.now() + aheadMs()),
    };
    const clock = await SharedClock.create(on, own, { warn });
    clocks.push(clock);
    return clock;
  };
  const errorMs = (clock: SharedClock) =>
    Math.abs(clock.now().getTime() - Date.now());

  it.each(databases.eachSupportedId())(
    'is the database’s, whatever each one’s own clock says (%s)',
    async databaseId => {
      const shared = await databases.init(databaseId);
      const early = await replica(shared, () => -7 * MINUTE);
      const late = await replica(shared, () => 11 * MINUTE);
      // The database runs on this machine.
      expect(errorMs(early)).toBeLessThan(1_500);
      expect(errorMs(late)).toBeLessThan(1_500);
      // How long the answers took is not known, so the seconds are not exact.
      expect(warn.mock.calls.flat()).toEqual([
        expect.stringMatching(
          / (419|420|421)\.\d s behind that of the database/,
        ),
        expect.stringMatching(
          / (659|660|661)\.\d s ahead of that of the database/,
        ),
      ]);
      await shared.destroy();
    },
  );

  it('is the process’s own while that is right, so that it never jumps', async () => {
    const standing = new Date(Date.now() + 400);
    const own = { ...systemClock, now: () => standing };
    const clock = await SharedClock.create(knex, own, { warn });
    clocks.push(clock);
    expect(clock.now()).toEqual(standing);
    expect(warn).not.toHaveBeenCalled();
  });

  it('follows when a clock is set right, or goes wrong', async () => {
    let ahead = 5 * MINUTE;
    const clock = await replica(knex, () => ahead);
    ahead = 0;
    await clock.synchronize();
    expect(errorMs(clock)).toBeLessThan(1_500);
    ahead = -2 * MINUTE;
    await clock.synchronize();
    expect(errorMs(clock)).toBeLessThan(1_500);
  });

  it('stays what it was while the database is down', async () => {
    const clock = await replica(knex, () => 5 * MINUTE);
    await knex.destroy();
    await clock.synchronize();
    expect(errorMs(clock)).toBeLessThan(1_500);
    expect(warn).toHaveBeenLastCalledWith(
      expect.stringContaining('could not be compared'),
      expect.anything(),
    );
  });
});
