import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { costTable, nodeHours } from '../scripts/cost-table';
import { Platform, example } from './support/platform';

describe('the cost', () => {
  const config = example();
  const count = (kind: string, of = config) =>
    costTable(of).find(line => line.kind === kind)?.count;

  it('counts the alarms that the templates have', () => {
    const platform = new Platform(config);
    const made = (type: string) =>
      platform.stackNames.flatMap(stack => platform.resources(stack, type))
        .length;
    assert.equal(count('Alarms'), made('AWS::CloudWatch::Alarm'));
    assert.equal(
      count('Composite alarms'),
      made('AWS::CloudWatch::CompositeAlarm'),
    );
    assert.equal(count('NAT gateways'), made('AWS::EC2::NatGateway'));
    // RDS makes the fifth itself.
    assert.equal(count('Secrets'), made('AWS::SecretsManager::Secret') + 1);
  });

  it('of the system nodes is that of the office hours', () => {
    const nodes = (of = config) =>
      costTable(of).find(line => line.kind.startsWith('System nodes'))!
        .perMonth;
    const alwaysOn = example();
    alwaysOn.platform.schedule = { mode: 'always-on' };
    const { open, week } = nodeHours(config.platform);
    assert.equal(week, 168);
    assert.ok(Math.abs(open - 5 * (9 + 20 / 60)) < 1e-9);
    assert.ok(Math.abs(nodes() / nodes(alwaysOn) - open / week) < 1e-9);
  });
});
