import type { Problem } from '@hybrid-platform/backstage-plugin-hybrid-common';

/** What a person is told while the database is away, whatever was asked. */
export const DATABASE_UNAVAILABLE: Problem = {
  code: 'database-unavailable',
  message:
    'The database that this plugin keeps its records in cannot be used at the moment.',
  remedy:
    'Try again in a few seconds, and a start with the same Idempotency-Key; if it lasts, whoever runs this Backstage must look at its database. What is under way goes on when it is back.',
};

/**
 * Classes of PostgreSQL's error codes (Appendix A of its manual) that say that the database
 * is not there to be asked, as against what was asked being wrong.
 */
const AWAY_CLASSES = new Set([
  '08', // connection exception
  '28', // invalid authorization: the password was changed
  '3D', // the database does not exist
  '53', // insufficient resources: too many connections, out of memory, disk full
  '58', // system error: an I/O error
]);

/** Single codes of classes that otherwise say something else. */
const AWAY_CODES = new Set([
  '25006', // read_only_sql_transaction: a replica that is not promoted yet
  '55000', // object_not_in_prerequisite_state: it does not accept connections
  '57014', // query_canceled: by a time limit of the server
  '57P01', // admin_shutdown, as by pg_terminate_backend
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now: it starts up
  '57P04', // database_dropped
  '57P05', // idle_session_timeout
]);

/** Of better-sqlite3: the file is gone, locked or full. */
const SQLITE_AWAY = /^SQLITE_(BUSY|LOCKED|CANTOPEN|IOERR|FULL|READONLY)/;

/**
 * What knex, its pool, pg and better-sqlite3 say without a code. knex puts the query before
 * it, so only the end counts.
 */
const AWAY_MESSAGE = new RegExp(
  `(?:^|\\s)(?:${[
    'Connection terminated(?: unexpectedly| due to connection timeout)?',
    'Client has encountered a connection error and is not queryable',
    'Connection ended unexpectedly',
    'Client was closed and is not queryable',
    'Query read timeout',
    'timeout expired',
    'Unable to acquire a connection',
    'The database connection is not open',
  ].join('|')})$`,
);

/** What tarn, knex's pool, says to who waits for a connection while it is closed. */
const POOL_CLOSED = 'aborted';

const NETWORK_CODES = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOENT', // the socket in the file system
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);
const NETWORK_MESSAGE = /(?:^|\s)(?:connect|read|write) E[A-Z]+\b/;

interface Failure {
  name?: unknown;
  code?: unknown;
  message?: unknown;
  syscall?: unknown;
}

/** Whether only a database can have failed so, and because it is away. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, code, message } = error as Failure;
  if (name === 'KnexTimeoutError') return true;
  if (typeof code === 'string' && isAwayCode(code)) return true;
  return (
    typeof message === 'string' &&
    (message === POOL_CLOSED || AWAY_MESSAGE.test(message))
  );
}

function isAwayCode(code: string): boolean {
  if (SQLITE_AWAY.test(code) || AWAY_CODES.has(code)) return true;
  return /^[0-9A-Z]{5}$/.test(code) && AWAY_CLASSES.has(code.slice(0, 2));
}

/**
 * Whether a failure that nobody has explained is that of a database that is away. Failures of
 * AWS, the catalog and the permissions are explained where they are asked, and `fetch` names
 * its own, so a bare error of a socket is that of a connection to the database.
 */
export function meansDatabaseAway(error: unknown): boolean {
  if (isDatabaseAway(error)) return true;
  if (!(error instanceof Error) || error.name === 'FetchError') return false;
  const { code, message, syscall } = error as Failure;
  if (code === 'ENOENT') return syscall === 'connect';
  return (
    (typeof code === 'string' && NETWORK_CODES.has(code)) ||
    (typeof message === 'string' && NETWORK_MESSAGE.test(message))
  );
}
