import type { Connection, RowDataPacket } from 'mysql2/promise';
import { explainConnectionFailure } from './connectionFailures';
import type { Asked, MariaDbFacts } from './facts';

const QUERY_MS = 5_000;

/** What the checks look at; the rest is nobody's business. */
const VARIABLES = [
  'binlog_checksum',
  'binlog_expire_logs_seconds',
  'binlog_format',
  'binlog_row_image',
  'character_set_server',
  'collation_server',
  'encrypt_binlog',
  'expire_logs_days',
  'local_infile',
  'log_bin',
  'log_bin_compress',
  'log_slave_updates',
  'require_secure_transport',
  'server_id',
  'system_time_zone',
  'time_zone',
];

/** Reads what the checks need, over a connection that somebody else ends. */
export async function askMariaDb(
  connection: Connection,
  options: { address: string; user: string; dmsUser: string; onRds: boolean },
): Promise<MariaDbFacts> {
  const query = async (
    sql: string,
    values: string[] | string[][] = [],
  ): Promise<RowDataPacket[]> => {
    const [rows] = await connection.query<RowDataPacket[]>({
      sql,
      values,
      timeout: QUERY_MS,
    });
    return rows;
  };
  const { address, user, dmsUser, onRds } = options;
  const [{ version }] = await query('SELECT VERSION() AS version');
  const variables = await query(
    'SHOW GLOBAL VARIABLES WHERE Variable_name IN (?)',
    [VARIABLES],
  );
  return {
    address,
    version: String(version),
    variables: new Map(
      variables.map(row => [
        String(row.Variable_name).toLowerCase(),
        String(row.Value),
      ]),
    ),
    dmsUser,
    grants: await asking(() => readGrants(query, { user, dmsUser })),
    isReplica: await asking(
      async () => (await query('SHOW ALL SLAVES STATUS')).length > 0,
    ),
    ...(onRds && {
      rdsRetentionHours: await asking(() => readRetentionHours(query)),
    }),
  };
}

type Query = (sql: string, values?: string[]) => Promise<RowDataPacket[]>;

async function readGrants(
  query: Query,
  { user, dmsUser }: { user: string; dmsUser: string },
): Promise<string[]> {
  if (user === dmsUser) {
    return textOf(await query('SHOW GRANTS FOR CURRENT_USER'));
  }
  const accounts = await query('SELECT Host FROM mysql.user WHERE User = ?', [
    dmsUser,
  ]);
  const grants: string[] = [];
  for (const { Host } of accounts) {
    grants.push(
      ...textOf(await query('SHOW GRANTS FOR ?@?', [dmsUser, String(Host)])),
    );
  }
  return grants;
}

/** Each row has one column, whose name says whose grants they are. */
function textOf(rows: RowDataPacket[]): string[] {
  return rows.map(row => String(Object.values(row)[0]));
}

async function readRetentionHours(query: Query): Promise<number | null> {
  const [row] = await query(
    'SELECT value FROM mysql.rds_configuration WHERE name = ?',
    ['binlog retention hours'],
  );
  return row?.value ? Number(row.value) : null;
}

/** A statement that the user may not make hides one fact, and not the others. */
async function asking<T>(ask: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    return { why: `the database ${explainConnectionFailure(error)}` };
  }
}
