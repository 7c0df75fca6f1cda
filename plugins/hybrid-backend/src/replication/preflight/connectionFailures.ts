/** What mysql2's and Node's codes mean, to follow the database's address in a sentence. */
const MEANINGS: Record<string, string> = {
  ECONNREFUSED: 'refuses connections: nothing listens there',
  ECONNRESET: 'ended the connection',
  EHOSTUNREACH: 'is not reachable from the backend',
  ENETUNREACH: 'is not reachable from the backend',
  ENOTFOUND: 'has a host name that does not resolve',
  EAI_AGAIN: 'has a host name that does not resolve now',
  ETIMEDOUT: 'does not answer',
  PROTOCOL_CONNECTION_LOST: 'ended the connection',
  PROTOCOL_SEQUENCE_TIMEOUT: 'answers too slowly',
  ER_ACCESS_DENIED_ERROR: 'refuses the configured user or password',
  ER_DBACCESS_DENIED_ERROR: 'refuses the configured user a statement',
  ER_TABLEACCESS_DENIED_ERROR: 'refuses the configured user a statement',
  ER_SPECIFIC_ACCESS_DENIED_ERROR: 'refuses the configured user a statement',
  ER_PROCACCESS_DENIED_ERROR: 'refuses the configured user a statement',
  ER_HOST_NOT_PRIVILEGED: "takes no connection from the backend's address",
  ER_HOST_IS_BLOCKED: "has blocked the backend's address after failures",
  ER_CON_COUNT_ERROR: 'has too many connections',
  ER_SECURE_TRANSPORT_REQUIRED: "takes TLS only: configure 'ssl'",
  HANDSHAKE_NO_SSL_SUPPORT: "does not speak TLS: configure 'ssl: false'",
  HANDSHAKE_SSL_ERROR: 'has a certificate that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'has a certificate that is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a certificate that is not trusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a certificate that is not trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate for another host name',
  AUTH_SWITCH_PLUGIN_ERROR: 'demands a way to log in that is not supported',
};

/** Only the code is told: messages of the server have users and addresses in them. */
export function explainConnectionFailure(error: unknown): string {
  const { code, errno } = (error ?? {}) as { code?: unknown; errno?: unknown };
  const name = String(code ?? '');
  // MariaDB's own number for TLS that is demanded; mysql2 has no name for it.
  if (errno === 3159 || errno === 4031) {
    return MEANINGS.ER_SECURE_TRANSPORT_REQUIRED;
  }
  return MEANINGS[name] ?? `cannot be asked${name ? ` (${name})` : ''}`;
}
