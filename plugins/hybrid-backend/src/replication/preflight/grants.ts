/*
 * What MariaDB's SHOW GRANTS says, and whether it is enough for DMS.
 */

/** One GRANT statement: privileges on a schema, or on all. */
interface Grant {
  privileges: Set<string>;
  /** Null: on everything. */
  schema: string | null;
  /** Null: on every table of the schema. */
  table: string | null;
}

/** What a database user may do. */
export interface Grants {
  grants: Grant[];
  /** Roles that were granted; what they give does not show here. */
  roles: string[];
}

const GLOBAL = ['BINLOG MONITOR', 'REPLICATION SLAVE'];
const TARGET = [
  'ALTER',
  'CREATE',
  'DROP',
  'INDEX',
  'INSERT',
  'UPDATE',
  'DELETE',
  'SELECT',
];

/** Where DMS keeps its own tables on a target. */
const CONTROL_SCHEMA = 'awsdms_control';

export function parseGrants(statements: string[]): Grants {
  const found: Grants = { grants: [], roles: [] };
  for (const statement of statements) {
    const match =
      /^GRANT (.+?) ON (?:TABLE )?(\*|`(?:[^`]|``)*`)\.(\*|`(?:[^`]|``)*`) TO /i.exec(
        statement,
      );
    if (match) {
      found.grants.push({
        privileges: new Set(splitPrivileges(match[1])),
        schema: unquote(match[2]),
        table: unquote(match[3]),
      });
      continue;
    }
    const role = /^GRANT (?!PROXY )([`'"]?[\w-]+[`'"]?) TO /i.exec(statement);
    if (role) found.roles.push(role[1].replace(/[`'"]/g, ''));
  }
  return found;
}

/** The grants that a source lacks, in the words of a GRANT statement. */
export function missingOnSource(grants: Grants, schemas: string[]): string[] {
  return [
    ...GLOBAL.filter(privilege => !has(grants, privilege, null)).map(
      privilege => `${privilege} ON *.*`,
    ),
    ...schemas
      .filter(schema => !has(grants, 'SELECT', schema))
      .map(schema => `SELECT ON ${onAll(schema)}`),
  ];
}

/** The grants that a target lacks. */
export function missingOnTarget(grants: Grants, schemas: string[]): string[] {
  const missing = schemas.flatMap(schema => {
    const lacking = TARGET.filter(privilege => !has(grants, privilege, schema));
    return lacking.length > 0
      ? [`${lacking.join(', ')} ON ${onAll(schema)}`]
      : [];
  });
  const keepsItsOwn = TARGET.every(privilege =>
    has(grants, privilege, CONTROL_SCHEMA),
  );
  return keepsItsOwn
    ? missing
    : [...missing, `ALL PRIVILEGES ON ${onAll(CONTROL_SCHEMA)}`];
}

/** `%` as a schema means every one, which only a grant on everything covers. */
function has(
  { grants }: Grants,
  privilege: string,
  schema: string | null,
): boolean {
  return grants.some(
    grant =>
      (grant.privileges.has(privilege) ||
        grant.privileges.has('ALL PRIVILEGES')) &&
      grant.table === null &&
      (grant.schema === null ||
        (schema !== null &&
          !schema.includes('%') &&
          matches(grant.schema, schema))),
  );
}

/** A grant's schema is a pattern, in which `_` and `%` stand for others unless escaped. */
function matches(pattern: string, schema: string): boolean {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at];
    if (char === '\\' && at + 1 < pattern.length) {
      at += 1;
      source += escape(pattern[at]);
    } else if (char === '%') source += '.*';
    else if (char === '_') source += '.';
    else source += escape(char);
  }
  return new RegExp(`^${source}$`, 's').test(schema);
}

function escape(char: string): string {
  return char.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Commas inside of a list of columns do not separate privileges. */
function splitPrivileges(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map(privilege => privilege.trim().toUpperCase())
    .map(privilege =>
      // The name that the privilege had before MariaDB 10.5.
      privilege === 'REPLICATION CLIENT' ? 'BINLOG MONITOR' : privilege,
    )
    .map(privilege => (privilege === 'ALL' ? 'ALL PRIVILEGES' : privilege));
}

function unquote(name: string): string | null {
  return name === '*' ? null : name.slice(1, -1).replace(/``/g, '`');
}

function onAll(schema: string): string {
  return schema.includes('%') ? '*.*' : `\`${schema.replace(/`/g, '``')}\`.*`;
}
