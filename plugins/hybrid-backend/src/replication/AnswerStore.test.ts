import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { testDatabases } from '../__testUtils__/databases';
import { AnswerStore } from './AnswerStore';

const databases = testDatabases();

describe.each(databases.eachSupportedId())('AnswerStore on %s', id => {
  let now: number;
  let store: AnswerStore;

  beforeEach(async () => {
    const knex = await databases.init(id);
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@hybrid-platform/backstage-plugin-hybrid-backend',
        'migrations',
      ),
    });
    now = Date.parse('2026-11-22T12:00:00Z');
    store = new AnswerStore(knex, () => new Date(now));
  }, 60_000);

  const ask = (key: string, changes = {}) => ({
    requestedBy: 'user:default/mina',
    key,
    requestHash: 'hash',
    subject: 'shop/task',
    ...changes,
  });

  it('answers the same request with what the first led to', async () => {
    expect(await store.begin(ask('a'))).toEqual({
      is: 'begun',
      inDoubt: false,
    });
    await store.finish(ask('a'), { message: 'done' });
    expect(await store.begin(ask('a'))).toEqual({
      is: 'answered',
      answer: { message: 'done' },
    });
  });

  it('tells a reused key, and keeps the keys of callers apart', async () => {
    await store.begin(ask('a'));
    await store.finish(ask('a'), 1);
    expect(await store.begin(ask('a', { requestHash: 'other' }))).toEqual({
      is: 'reused',
    });
    expect(
      await store.begin(ask('a', { requestedBy: 'user:default/jonas' })),
    ).toEqual({ is: 'begun', inDoubt: false });
  });

  it('lets one action be under way per subject', async () => {
    await store.begin(ask('a'));
    expect(await store.begin(ask('b'))).toEqual({ is: 'busy' });
    expect(await store.begin(ask('a'))).toEqual({ is: 'busy' });
    expect(await store.begin(ask('c', { subject: 'shop/other' }))).toEqual({
      is: 'begun',
      inDoubt: false,
    });
    await store.finish(ask('a'), 1);
    expect(await store.begin(ask('b'))).toEqual({
      is: 'begun',
      inDoubt: false,
    });
  });

  it('begins only one of many at a time', async () => {
    const begun = await Promise.all(
      ['a', 'b', 'c', 'd', 'a'].map(key => store.begin(ask(key))),
    );
    expect(begun.filter(({ is }) => is === 'begun')).toHaveLength(1);
  });

  it('forgets what was not done, and doubts what may have been', async () => {
    await store.begin(ask('a'));
    await store.giveUp(ask('a'), { inDoubt: false });
    expect(await store.begin(ask('a'))).toEqual({
      is: 'begun',
      inDoubt: false,
    });
    await store.giveUp(ask('a'), { inDoubt: true });
    expect(await store.begin(ask('a'))).toEqual({ is: 'begun', inDoubt: true });
  });

  it('takes over from a process that is gone', async () => {
    await store.begin(ask('a'));
    now += 60_000;
    expect(await store.begin(ask('b'))).toEqual({ is: 'busy' });
    now += 61_000;
    expect(await store.begin(ask('b'))).toEqual({
      is: 'begun',
      inDoubt: false,
    });
    await store.finish(ask('b'), 1);
    expect(await store.begin(ask('a'))).toEqual({ is: 'begun', inDoubt: true });
  });

  it('forgets answers after a month', async () => {
    await store.begin(ask('a'));
    await store.finish(ask('a'), 1);
    now += 31 * 24 * 60 * 60_000;
    await store.begin(ask('b'));
    await store.finish(ask('b'), 2);
    expect(await store.begin(ask('a'))).toEqual({
      is: 'begun',
      inDoubt: false,
    });
  });
});
