import { isDatabaseAway, meansDatabaseAway } from './databaseAway';

const failure = (message: string, more: object = {}) =>
  Object.assign(new Error(message), more);

describe('a database that is away', () => {
  it.each([
    failure('terminating connection due to administrator command', {
      code: '57P01',
    }),
    failure('the database system is starting up', { code: '57P03' }),
    failure('sorry, too many clients already', { code: '53300' }),
    failure('connection failure', { code: '08006' }),
    failure('password authentication failed', { code: '28P01' }),
    failure('database "hybrid" is not currently accepting connections', {
      code: '55000',
    }),
    failure('cannot execute INSERT in a read-only transaction', {
      code: '25006',
    }),
    failure('canceling statement due to statement timeout', { code: '57014' }),
    failure('select 1 - Connection terminated unexpectedly'),
    failure('Connection terminated due to connection timeout'),
    failure('Client has encountered a connection error and is not queryable'),
    failure('Knex: Timeout acquiring a connection.', {
      name: 'KnexTimeoutError',
    }),
    failure('Unable to acquire a connection'),
    failure('aborted'),
    failure('unable to open database file', { code: 'SQLITE_CANTOPEN' }),
    failure('disk I/O error', { code: 'SQLITE_IOERR_READ' }),
    failure('database is locked', { code: 'SQLITE_BUSY' }),
    new TypeError('The database connection is not open'),
  ])('says so by itself: %s', error => {
    expect(isDatabaseAway(error)).toBe(true);
    expect(meansDatabaseAway(error)).toBe(true);
  });

  it.each([
    failure('connect ECONNREFUSED 127.0.0.1:5432', { code: 'ECONNREFUSED' }),
    failure('connect ECONNREFUSED'),
    failure('read ECONNRESET', { code: 'ECONNRESET' }),
    failure('getaddrinfo ENOTFOUND db', { code: 'ENOTFOUND' }),
    failure('connect ENOENT /run/.s.PGSQL.5432', {
      code: 'ENOENT',
      syscall: 'connect',
    }),
  ])('is what a bare error of a socket means: %s', error => {
    expect(isDatabaseAway(error)).toBe(false);
    expect(meansDatabaseAway(error)).toBe(true);
  });

  it.each([
    failure('duplicate key value', { code: '23505' }),
    failure('relation "hybrid_shifts" does not exist', { code: '42P01' }),
    failure('could not serialize access', { code: '40001' }),
    failure('UNIQUE constraint failed', { code: 'SQLITE_CONSTRAINT_UNIQUE' }),
    failure('no such file', { code: 'ENOENT', syscall: 'open' }),
    failure('This operation was aborted', { name: 'AbortError' }),
    failure('request failed, reason: connect ECONNREFUSED', {
      name: 'FetchError',
      code: 'ECONNREFUSED',
    }),
    new TypeError('fetch failed', {
      cause: failure('connect ECONNREFUSED', { code: 'ECONNREFUSED' }),
    }),
    failure('boom'),
    'connect ECONNREFUSED',
    undefined,
  ])('is not what else may go wrong: %s', error => {
    expect(meansDatabaseAway(error)).toBe(false);
  });
});
