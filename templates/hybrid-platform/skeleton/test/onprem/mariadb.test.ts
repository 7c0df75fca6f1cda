import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DMS_USER as SECRET_USER } from '../../lib/data/dms-secrets';
import { mariadbFiles } from '../../onprem/mariadb';
import { DMS_USER } from '../../onprem/mariadb/grants';
import { example } from '../support/platform';

const platformWith = (overrides: Parameters<typeof example>[0]) =>
  example(overrides).platform;

type Direction = 'aws-to-on-prem' | 'on-prem-to-aws';

function files(direction?: Direction) {
  const platform = platformWith(
    direction && { data: { replication: { direction } } },
  );
  const { data } = platform;
  const made = mariadbFiles(
    direction
      ? platform
      : { ...platform, data: { ...data, replication: undefined } },
  );
  return new Map(made.map(({ path, text }) => [path, text]));
}

describe('MariaDB on-prem', () => {
  it('logs rows, whole and plain, in either direction', () => {
    for (const direction of ['aws-to-on-prem', 'on-prem-to-aws'] as const) {
      const text = files(direction).get('on-prem/90-hybrid-platform.cnf')!;
      assert.match(text, /^binlog_format = ROW$/m);
      assert.match(text, /^binlog_row_image = FULL$/m);
      assert.match(text, /^binlog_checksum = NONE$/m);
    }
  });

  it('listens where the configuration says that it does', () => {
    const text = mariadbFiles(
      platformWith({
        data: { onPrem: { address: '192.168.10.77', port: 3307 } },
      }),
    )[0].text;
    assert.match(text, /^bind_address = 192\.168\.10\.77$/m);
    assert.match(text, /^port = 3307$/m);
  });

  it('takes in a full load only when it is the target', () => {
    const loads = (direction?: Direction) =>
      /^local_infile = ON$/m.test(
        files(direction).get('on-prem/90-hybrid-platform.cnf')!,
      );
    assert.equal(loads('aws-to-on-prem'), true);
    assert.equal(loads('on-prem-to-aws'), false);
    assert.equal(loads(), false);
  });
});

describe("the grants of DMS's user", () => {
  it('are the two roles of the direction', () => {
    const there = files('aws-to-on-prem');
    assert.match(there.get('rds/grants.sql')!, /REPLICATION SLAVE/);
    assert.match(there.get('on-prem/grants.sql')!, /awsdms_control/);
    const back = files('on-prem-to-aws');
    assert.match(back.get('on-prem/grants.sql')!, /REPLICATION SLAVE/);
    assert.match(back.get('rds/grants.sql')!, /awsdms_control/);
  });

  it('never let a source be written to', () => {
    assert.doesNotMatch(
      files('on-prem-to-aws').get('on-prem/grants.sql')!,
      /GRANT .*(INSERT|ALL)/,
    );
  });

  it('hold for the VPC only, and on RDS over TLS only', () => {
    const made = files('aws-to-on-prem');
    assert.match(
      made.get('on-prem/grants.sql')!,
      /'dms'@'10\.20\.0\.0\/255\.255\.0\.0'/,
    );
    assert.doesNotMatch(made.get('on-prem/grants.sql')!, /REQUIRE SSL/);
    assert.match(made.get('rds/grants.sql')!, /REQUIRE SSL/);
  });

  it('are for the user whose name is in its secrets', () => {
    assert.equal(DMS_USER, SECRET_USER);
  });

  it('are not made without a replication', () => {
    assert.deepEqual([...files().keys()], ['on-prem/90-hybrid-platform.cnf']);
  });
});

describe('RDS', () => {
  it('keeps its log when it is the source, and is not told to otherwise', () => {
    assert.match(
      files('aws-to-on-prem').get('rds/binlog-retention.sql')!,
      /rds_set_configuration\('binlog retention hours', 72\)/,
    );
    assert.equal(
      files('on-prem-to-aws').has('rds/binlog-retention.sql'),
      false,
    );
  });
});
