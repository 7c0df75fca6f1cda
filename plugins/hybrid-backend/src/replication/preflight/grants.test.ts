import { missingOnSource, missingOnTarget, parseGrants } from './grants';

const TO = 'TO `dms`@`10.20.%`';
const ALL_TARGET = 'ALTER, CREATE, DROP, INDEX, INSERT, UPDATE, DELETE, SELECT';
const LOGIN = `GRANT USAGE ON *.* ${TO} IDENTIFIED BY PASSWORD '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19'`;

describe('the grants of a source', () => {
  const missing = (statements: string[], schemas = ['shop']) =>
    missingOnSource(parseGrants(statements), schemas);

  it.each([
    ['by their new name', 'BINLOG MONITOR'],
    ['by their old name', 'REPLICATION CLIENT'],
  ])('are enough %s', (_, monitor) => {
    expect(
      missing([
        `GRANT REPLICATION SLAVE, ${monitor} ON *.* ${TO}`,
        `GRANT SELECT ON \`shop\`.* ${TO}`,
      ]),
    ).toEqual([]);
  });

  it('are enough when they are all', () => {
    expect(
      missing([`GRANT ALL PRIVILEGES ON *.* ${TO} WITH GRANT OPTION`]),
    ).toEqual([]);
  });

  it('are named when they lack', () => {
    expect(missing([LOGIN], ['shop', 'a`b'])).toEqual([
      'BINLOG MONITOR ON *.*',
      'REPLICATION SLAVE ON *.*',
      'SELECT ON `shop`.*',
      'SELECT ON `a``b`.*',
    ]);
  });

  it('do not count on one table, on columns, or on another schema', () => {
    const global = `GRANT BINLOG MONITOR, REPLICATION SLAVE ON *.* ${TO}`;
    for (const grant of [
      `GRANT SELECT ON \`shop\`.\`orders\` ${TO}`,
      `GRANT SELECT (id, item), INSERT ON \`shop\`.\`orders\` ${TO}`,
      `GRANT SELECT ON \`shopping\`.* ${TO}`,
      `GRANT INSERT ON \`shop\`.* ${TO}`,
    ]) {
      expect(missing([global, grant])).toEqual(['SELECT ON `shop`.*']);
    }
  });

  it('match schemas by pattern, as MariaDB does', () => {
    const global = `GRANT BINLOG MONITOR, REPLICATION SLAVE ON *.* ${TO}`;
    const onPattern = (pattern: string, schema: string) =>
      missing([global, `GRANT SELECT ON \`${pattern}\`.* ${TO}`], [schema]);
    expect(onPattern('shop%', 'shop_eu')).toEqual([]);
    expect(onPattern('shop_eu', 'shopXeu')).toEqual([]);
    expect(onPattern('shop\\_eu', 'shop_eu')).toEqual([]);
    expect(onPattern('shop\\_eu', 'shopXeu')).toHaveLength(1);
    expect(onPattern('a.c', 'abc')).toHaveLength(1);
  });

  it('must be on everything when the schemas are a pattern', () => {
    const global = 'BINLOG MONITOR, REPLICATION SLAVE';
    expect(
      missing(
        [`GRANT ${global} ON *.* ${TO}`, `GRANT SELECT ON \`shop\`.* ${TO}`],
        ['%'],
      ),
    ).toEqual(['SELECT ON *.*']);
    expect(missing([`GRANT SELECT, ${global} ON *.* ${TO}`], ['%'])).toEqual(
      [],
    );
  });
});

describe('the grants of a target', () => {
  const missing = (...statements: string[]) =>
    missingOnTarget(parseGrants(statements), ['shop']);

  it('are enough on the schema and on the tables of DMS', () => {
    expect(
      missing(
        `GRANT ${ALL_TARGET} ON \`shop\`.* ${TO}`,
        `GRANT ALL PRIVILEGES ON \`awsdms_control\`.* ${TO}`,
      ),
    ).toEqual([]);
  });

  it('are named when they lack', () => {
    expect(
      missing(`GRANT SELECT, INSERT, UPDATE, DELETE ON \`shop\`.* ${TO}`),
    ).toEqual([
      'ALTER, CREATE, DROP, INDEX ON `shop`.*',
      'ALL PRIVILEGES ON `awsdms_control`.*',
    ]);
  });
});

it('knows the roles that are granted, and takes no proxy for one', () => {
  expect(
    parseGrants([
      `GRANT \`replicator\` ${TO}`,
      `GRANT reader ${TO} WITH ADMIN OPTION`,
      `GRANT PROXY ON ''@'%' ${TO}`,
      LOGIN,
    ]).roles,
  ).toEqual(['replicator', 'reader']);
});
