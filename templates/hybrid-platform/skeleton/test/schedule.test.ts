import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { earlier } from '../lib/schedule/hours';
import { Platform, example, service } from './support/platform';

const platform = new Platform(
  example({ schedule: { start: '09:00', stop: '18:30' } }),
);
const alwaysOn = new Platform(
  (() => {
    const config = example();
    config.platform.schedule = { mode: 'always-on' };
    return config;
  })(),
);

describe('the office hours', () => {
  const schedules = platform
    .resources('Schedule', 'AWS::Scheduler::Schedule')
    .map(({ Properties }) => Properties);

  it('are those of the time zone, and begin before the traffic does', () => {
    assert.deepEqual(
      schedules.map(s => [
        s.Name,
        s.ScheduleExpression,
        s.ScheduleExpressionTimezone,
        JSON.parse(s.Target.Input).action,
      ]),
      [
        [
          'shop-open',
          'cron(40 8 ? * MON,TUE,WED,THU,FRI *)',
          'Asia/Seoul',
          'open',
        ],
        [
          'shop-close',
          'cron(30 18 ? * MON,TUE,WED,THU,FRI *)',
          'Asia/Seoul',
          'close',
        ],
      ],
    );
  });

  it('are kept by one function, which moves traffic and nodes in order', () => {
    const calls = new Set(schedules.map(s => JSON.stringify(s.Target.Arn)));
    assert.equal(calls.size, 1);
    const fn = platform.only('Schedule', 'AWS::Lambda::Function').Properties;
    assert.equal(fn.FunctionName, 'shop-office-hours');
    assert.equal(fn.ReservedConcurrentExecutions, 1);
    assert.equal(fn.Timeout, 900);
    assert.ok(fn.DeadLetterConfig.TargetArn);
  });

  it('know how many nodes and pods the morning needs', () => {
    const config = example({ cluster: { systemNodes: { count: 3 } } });
    config.services = [service('cart', 10, { aws: { replicas: 4 } })];
    const { Variables } = new Platform(config).only(
      'Schedule',
      'AWS::Lambda::Function',
    ).Properties.Environment;
    assert.equal(Variables.SYSTEM_NODE_COUNT, '3');
    assert.deepEqual(JSON.parse(Variables.REPLICAS), { cart: 4 });
  });

  it('find the system nodes by the name that the cluster gives them', () => {
    const { Variables } = platform.only('Schedule', 'AWS::Lambda::Function')
      .Properties.Environment;
    const group = platform.only('Cluster', 'AWS::EKS::Nodegroup').Properties;
    assert.equal(Variables.SYSTEM_NODE_GROUP, group.NodegroupName);
  });

  it("end Karpenter's nodes only, and no tag of automation's", () => {
    const statements = platform.statements(
      'Schedule',
      'OfficeHoursFunctionRole',
    );
    const of = (action: string) =>
      statements.find(({ Action }) => [Action].flat().includes(action));
    assert.deepEqual(of('ec2:TerminateInstances').Condition, {
      StringEquals: { 'aws:ResourceTag/kubernetes.io/cluster/shop': 'owned' },
      StringLike: { 'aws:ResourceTag/karpenter.sh/nodepool': '*' },
    });
    assert.deepEqual(
      of('elasticloadbalancing:AddTags').Condition['ForAllValues:StringEquals'],
      { 'aws:TagKeys': ['hybrid-platform:office-hours'] },
    );
    assert.match(
      of('eks:UpdateNodegroupConfig').Resource,
      /nodegroup\/shop\/system\/\*$/,
    );
  });

  it('do not exist where the cluster is always on', () => {
    assert.ok(!alwaysOn.stackNames.includes('Schedule'));
  });
});

describe('an earlier time', () => {
  it('stays on the same day', () => {
    assert.equal(earlier('09:00', 20), '08:40');
    assert.equal(earlier('00:10', 20), '00:00');
  });
});
