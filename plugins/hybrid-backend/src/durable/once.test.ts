import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { testDatabases } from '../__testUtils__/databases';
import { keyed } from './idempotency';
import { IdempotencyStore } from './IdempotencyStore';
import { once } from './once';

const databases = testDatabases();

describe('an action that happens once', () => {
  let now: number;
  let store: IdempotencyStore;

  beforeEach(async () => {
    const knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@hybrid-platform/backstage-plugin-hybrid-backend',
        'migrations',
      ),
    });
    now = Date.parse('2026-11-22T12:00:00Z');
    store = new IdempotencyStore(knex, 'replication', () => new Date(now));
  });

  const act = <T>(key: string, action: (how: object) => Promise<T>) =>
    once(
      {
        store,
        resource: 'shop/task',
        clock: {
          now: () => new Date(now),
          sleep: async ms => {
            now += ms;
            // Lets others go on meanwhile.
            await new Promise(resolve => setTimeout(resolve));
          },
        },
        isInDoubt: error => (error as Error).message === 'no answer',
        busy: () => new Error('another is under way'),
      },
      keyed('user:default/mina', key, 'stop'),
      action,
    );
  const fail = (message: string) => async () => {
    throw new Error(message);
  };

  it('answers who asks again meanwhile, and later', async () => {
    let acted = 0;
    let finish = (_answer: string) => {};
    const first = act('a', () => {
      acted += 1;
      return new Promise<string>(resolve => (finish = resolve));
    });
    while (acted === 0) await new Promise(resolve => setTimeout(resolve));
    const second = act('a', fail('done twice'));
    await new Promise(resolve => setTimeout(resolve, 5));
    finish('stopped');
    expect(await first).toEqual({ answer: 'stopped', repeated: false });
    expect(await second).toEqual({ answer: 'stopped', repeated: true });
    expect(await act('a', fail('done twice'))).toEqual({
      answer: 'stopped',
      repeated: true,
    });
  });

  it('may be tried again when it failed, and is told whether it is in doubt', async () => {
    const again = async (how: object) => how;
    await expect(act('a', fail('refused'))).rejects.toThrow('refused');
    expect((await act('a', again)).answer).toMatchObject({ inDoubt: false });
    await expect(act('b', fail('no answer'))).rejects.toThrow('no answer');
    expect((await act('b', again)).answer).toMatchObject({ inDoubt: true });
  });

  it('does not wait for ever for another one', async () => {
    let begun = false;
    void act('a', () => {
      begun = true;
      return new Promise(() => {});
    });
    while (!begun) await new Promise(resolve => setTimeout(resolve));
    const before = now;
    await expect(act('b', fail('both at once'))).rejects.toThrow(
      'another is under way',
    );
    expect(now - before).toBeGreaterThan(20_000);
    expect(now - before).toBeLessThan(21_000);
  });
});
