import { explain } from './explain';
import type { ReplicationFacts } from './facts';

const failed: ReplicationFacts = {
  arn: 'arn:aws:dms:ap-northeast-2:111122223333:task:A',
  id: 'shop',
  type: 'task',
  state: 'failed',
  migrationType: 'full-load-and-cdc',
  everStarted: true,
  stopReason: 'Stop Reason FATAL_ERROR',
  endpoints: [],
};
const odbc = (number: number, text: string) =>
  `Last Error RetCode: SQL_ERROR SqlState: HY000 NativeError: ${number} Message: [MySQL][ODBC 8.0(w) Driver]${text} Stop Reason FATAL_ERROR Error Level FATAL`;

describe('what a failure of a replication means', () => {
  it.each<[string, string, RegExp]>([
    [
      'a purged binary log',
      'mariadb_rpl_fetch error 1236 (Could not find first log file name in binary log index file)',
      /purged the binary log/,
    ],
    [
      'a refused login',
      odbc(1045, "Access denied for user 'dms'@'10.20.1.5'"),
      /refuses the user/,
    ],
    [
      'a missing grant',
      odbc(1227, 'Access denied; you need the REPLICATION SLAVE privilege'),
      /refuses the user/,
    ],
    [
      'no way to a database',
      odbc(2003, "Can't connect to MySQL server on '192.168.10.10'"),
      /does not reach/,
    ],
    [
      'a network that is down',
      'Cannot connect to ODBC provider, Network error has occurred',
      /does not reach/,
    ],
    [
      'a connection that ended',
      odbc(2013, 'Lost connection to MySQL server during query'),
      /ended the connection/,
    ],
    [
      'TLS',
      odbc(2026, 'SSL connection error: certificate verify failed'),
      /agree on TLS/,
    ],
    [
      'a secret',
      'Test Endpoint failed: unable to retrieve secret arn:aws:secretsmanager:…',
      /cannot read the secret/,
    ],
    [
      'a database that is not there',
      odbc(1049, "Unknown database 'shop'"),
      /does not exist/,
    ],
    [
      'the wrong format',
      'The source database must have binlog_format set to ROW',
      /by rows/,
    ],
    ['the wrong row image', 'binlog_row_image must be FULL', /whole rows/],
    [
      'checksums',
      'Binlog checksum is not supported, set it to NONE',
      /checksums/,
    ],
    [
      'no binary log',
      'Binary Logging must be enabled for MySQL server',
      /writes no binary log/,
    ],
    [
      'a row that is there',
      odbc(1062, "Duplicate entry '7' for key 'PRIMARY'"),
      /would insert/,
    ],
    [
      'a foreign key',
      odbc(
        1452,
        'Cannot add or update a child row: a foreign key constraint fails',
      ),
      /foreign key/,
    ],
    [
      'a missing table',
      odbc(1146, "Table 'shop.orders' doesn't exist"),
      /lacks a table/,
    ],
    [
      'a value that is too long',
      odbc(1406, "Data too long for column 'item'"),
      /does not fit/,
    ],
    [
      'a lock',
      odbc(1205, 'Lock wait timeout exceeded; try restarting transaction'),
      /held locks/,
    ],
    ['a full disk', 'No space left on device', /no storage/],
    [
      'capacity',
      'Unable to provision capacity for the replication',
      /capacity/,
    ],
  ])('%s', (_, failureMessage, meaning) => {
    const problem = explain({ ...failed, failureMessage })!;
    expect(problem.message).toMatch(meaning);
    expect(problem.remedy).toMatch(/\w.*\.$/);
  });

  it('is told by the stop reason when the message tells nothing', () => {
    expect(explain(failed)!.message).toMatch(/does not pass by itself/);
    expect(
      explain({
        ...failed,
        stopReason: 'Stop Reason STOPPED_DUE_TO_LOW_MEMORY',
      })!.message,
    ).toMatch(/no memory/);
  });

  it('is the message itself when nobody knows it', () => {
    expect(
      explain({ ...failed, stopReason: undefined, failureMessage: 'the moon' }),
    ).toMatchObject({ message: 'It failed: the moon' });
  });
});

describe('what a stop of a replication means', () => {
  const stopped = { ...failed, state: 'stopped' };
  it.each(['NORMAL', 'STOPPED_AT_SERVER_TIME', 'STOPPED_AT_COMMIT_TIME'])(
    'nothing, when somebody wanted it: %s',
    reason => {
      expect(
        explain({ ...stopped, stopReason: `Stop Reason ${reason}` }),
      ).toBeUndefined();
    },
  );

  it.each([
    ['RECOVERABLE_ERROR', /error that may pass/],
    ['FATAL_ERROR', /does not pass by itself/],
    ['FULL_LOAD_ONLY_FINISHED', /full load has ended/],
    ['STOPPED_AFTER_FULL_LOAD', /without the changes/],
    ['STOPPED_AFTER_CACHED_EVENTS', /with the changes/],
    ['STOPPED_DUE_TO_LOW_DISK', /no storage/],
    ['RECONFIGURATION_RESTART', /configuration changed/],
    ['RECYCLE_TASK', /other hardware/],
    ['EXPRESS_LICENSE_LIMITS_REACHED', /licence/],
  ])('%s', (reason, meaning) => {
    expect(
      explain({ ...stopped, stopReason: `Stop Reason ${reason}` })!.message,
    ).toMatch(meaning);
  });
});

it('nothing is wrong with one that only had to load, and has', () => {
  const loaded = {
    ...failed,
    state: 'stopped',
    stopReason: 'Stop Reason FULL_LOAD_ONLY_FINISHED',
    migrationType: 'full-load',
  };
  expect(explain(loaded)).toBeUndefined();
  const tables = { loaded: 4, loading: 0, queued: 0, errored: 1 };
  expect(explain({ ...loaded, tables })!.message).toBe(
    '1 of its tables has an error and is not replicated.',
  );
});

describe('what is wrong with a replication that runs', () => {
  const running = { ...failed, state: 'running', stopReason: undefined };

  it('is nothing, whatever failed in an earlier run', () => {
    expect(
      explain({ ...running, failureMessage: odbc(2003, "Can't connect") }),
    ).toBeUndefined();
  });

  it('may be a connection, or tables', () => {
    const endpoint = {
      arn: 'a',
      role: 'target' as const,
      id: 'shop-target',
      engine: 'mariadb',
      connection: 'failed' as const,
      failureMessage: odbc(1045, 'Access denied'),
    };
    expect(explain({ ...running, endpoints: [endpoint] })!.message).toMatch(
      /refuses the user/,
    );
    const tables = { loaded: 4, loading: 0, queued: 0, errored: 1 };
    expect(explain({ ...running, tables })!.message).toBe(
      '1 of its tables has an error and is not replicated.',
    );
  });
});
