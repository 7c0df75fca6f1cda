import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Platform, example, service, tagsOf } from './support/platform';

const platform = new Platform(example());
const alarmOnly = new Platform(example({ failover: { detection: 'alarm' } }));
const watchdogOnly = new Platform(
  example({ failover: { detection: 'watchdog' } }),
);

const functions = platform
  .resources('Failover', 'AWS::Lambda::Function')
  .map(({ id, Properties }) => ({ id, ...Properties }));
function alarm(name: string, of = platform) {
  const found = of
    .resources('Failover', 'AWS::CloudWatch::Alarm')
    .filter(({ Properties }) => Properties.AlarmName === name);
  assert.equal(found.length, 1, `${name} is there once`);
  return found[0];
}

/** The functions that an alarm's actions call. */
function calls(actions: any[] = []) {
  return actions
    .map(action => action['Fn::GetAtt']?.[0])
    .filter(Boolean)
    .map(id => functions.find(fn => fn.id === id)!.FunctionName);
}

describe('the alarm of an on-prem site that is down', () => {
  const { Properties } = alarm('shop-cart-on-prem-unhealthy');

  it('looks at healthy targets, not at requests', () => {
    assert.equal(Properties.Namespace, 'AWS/ApplicationELB');
    assert.equal(Properties.MetricName, 'HealthyHostCount');
  });

  it('rides through a change of tunnels, and takes silence for bad news', () => {
    const { Statistic, Threshold, ComparisonOperator, Period } = Properties;
    const { EvaluationPeriods, DatapointsToAlarm, TreatMissingData } =
      Properties;
    assert.deepEqual(
      { Statistic, Threshold, ComparisonOperator, Period },
      {
        Statistic: 'Maximum',
        Threshold: 1,
        ComparisonOperator: 'LessThanThreshold',
        Period: 60,
      },
    );
    assert.deepEqual(
      { EvaluationPeriods, DatapointsToAlarm, TreatMissingData },
      {
        EvaluationPeriods: 1,
        DatapointsToAlarm: 1,
        TreatMissingData: 'breaching',
      },
    );
  });

  it('moves the traffic, and starts the way back', () => {
    assert.deepEqual(calls(Properties.AlarmActions), [
      'shop-increase-aws-traffic',
    ]);
    assert.deepEqual(calls(Properties.OKActions), [
      'shop-reset-default-traffic',
    ]);
  });

  it('only tells people when the watchdog alone decides', () => {
    const { AlarmActions, OKActions } = alarm(
      'shop-cart-on-prem-unhealthy',
      watchdogOnly,
    ).Properties;
    assert.deepEqual([...calls(AlarmActions), ...calls(OKActions)], []);
    assert.equal(AlarmActions.length, 1);
  });

  it('carries the tags of its service', () => {
    const tags = tagsOf(alarm('shop-cart-on-prem-unhealthy'));
    assert.equal(tags['hybrid-platform:platform'], 'shop');
    assert.equal(tags['hybrid-platform:service'], 'cart');
  });
});

describe('the other alarms of a service', () => {
  it('see aws without waking anybody: at night it has no nodes', () => {
    const { Properties } = alarm('shop-cart-aws-unhealthy');
    assert.equal(Properties.AlarmActions, undefined);
    assert.equal(Properties.OKActions, undefined);
    assert.equal(Properties.Statistic, 'Maximum');
  });

  it('tell when neither site serves', () => {
    const dark = platform
      .resources('Failover', 'AWS::CloudWatch::CompositeAlarm')
      .find(({ Properties }) => Properties.AlarmName === 'shop-cart-dark')!;
    const rule = JSON.stringify(dark.Properties.AlarmRule);
    assert.match(rule, /OnPremUnhealthy.* AND .*AwsUnhealthy/);
    assert.equal(dark.Properties.AlarmActions.length, 1);
  });

  it('tell when aws has fewer pods than configured', () => {
    const { Properties } = alarm('shop-cart-aws-capacity');
    assert.equal(Properties.Threshold, 2);
    assert.equal(Properties.EvaluationPeriods, 5);
  });

  it('only report a surge: many requests are no outage', () => {
    const { Properties } = alarm('shop-cart-request-surge');
    assert.deepEqual(calls(Properties.AlarmActions), []);
    assert.equal(Properties.Threshold, 6000);
    assert.deepEqual(
      Properties.Metrics.filter((metric: any) => metric.MetricStat).map(
        (metric: any) => metric.MetricStat.Metric.MetricName,
      ),
      ['RequestCount', 'RequestCount'],
    );
  });

  it('leave the surge out when none is configured', () => {
    const config = example();
    config.services = [
      service('cart', 10, { alarms: { requestSurge: undefined } }),
    ];
    const names = new Platform(config)
      .resources('Failover', 'AWS::CloudWatch::Alarm')
      .map(({ Properties }) => Properties.AlarmName);
    assert.ok(!names.includes('shop-cart-request-surge'));
  });

  it('tell a site that is down from a service that is down', () => {
    const site = platform
      .resources('Failover', 'AWS::CloudWatch::CompositeAlarm')
      .find(
        ({ Properties }) => Properties.AlarmName === 'shop-on-prem-site-down',
      )!;
    const rule = JSON.stringify(site.Properties.AlarmRule);
    assert.equal(rule.match(/OnPremUnhealthy/g)?.length, 2);
    assert.match(rule, / AND /);
  });
});

describe('the functions that move traffic', () => {
  it('have the names that the alarms and Backstage expect', () => {
    assert.deepEqual(functions.map(({ FunctionName }) => FunctionName).sort(), [
      'shop-increase-aws-traffic',
      'shop-reset-default-traffic',
      'shop-traffic-watchdog',
    ]);
  });

  for (const { FunctionName, ...fn } of functions) {
    it(`run as many at a time as they should, and lose no event (${FunctionName})`, () => {
      const perAlarm = FunctionName === 'shop-increase-aws-traffic';
      assert.equal(fn.ReservedConcurrentExecutions, perAlarm ? 5 : 1);
      assert.ok(fn.DeadLetterConfig.TargetArn);
      assert.equal(fn.Runtime, 'nodejs24.x');
    });

    it(`are tried again, but for the watchdog, whose next run is soon (${FunctionName})`, () => {
      const retries = platform
        .resources('Failover', 'AWS::Lambda::EventInvokeConfig')
        .filter(({ Properties }) => Properties.FunctionName.Ref === fn.id)
        .map(({ Properties }) => Properties.MaximumRetryAttempts);
      assert.deepEqual(retries, [FunctionName.endsWith('watchdog') ? 0 : 2]);
    });

    it(`know the platform and the times, and no more (${FunctionName})`, () => {
      assert.deepEqual(fn.Environment.Variables, {
        HYBRID_PLATFORM: 'shop',
        HOLD_DOWN_SECONDS: '300',
        WATCHDOG_INTERVAL_SECONDS: '5',
        WATCHDOG_RUN_SECONDS: '50',
      });
    });

    it(`have time to finish a run (${FunctionName})`, () => {
      const run = Number(fn.Environment.Variables.WATCHDOG_RUN_SECONDS);
      assert.ok(fn.Timeout > run + 30);
      assert.ok(run < 60, 'a run ends before the next one begins');
    });
  }

  it('may change the rules of this platform, of any load balancer, and of their tags two', () => {
    const statements = platform.statements(
      'Failover',
      'FunctionsIncreaseAwsTrafficRole',
    );
    const of = (action: string) =>
      statements.filter(({ Action }) => [Action].flat().includes(action));
    const rules =
      'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:listener-rule/app/*';
    const ofPlatform = { 'aws:ResourceTag/hybrid-platform:platform': 'shop' };

    const [modify] = of('elasticloadbalancing:ModifyRule');
    assert.equal(modify.Resource, rules);
    assert.deepEqual(modify.Condition, { StringEquals: ofPlatform });

    const [tag] = of('elasticloadbalancing:AddTags');
    assert.equal(tag.Resource, rules);
    assert.deepEqual(tag.Condition, {
      StringEquals: ofPlatform,
      'ForAllValues:StringEquals': {
        'aws:TagKeys': [
          'hybrid-platform:automation',
          'hybrid-platform:automation-history',
        ],
      },
    });
  });

  it('may change nothing else', () => {
    for (const name of [
      'IncreaseAwsTraffic',
      'ResetDefaultTraffic',
      'TrafficWatchdog',
    ]) {
      const writes = platform
        .statements('Failover', `Functions${name}Role`)
        .flatMap(({ Action }) => Action)
        .filter((action: string) => !/:(Describe|Get)/.test(action));
      assert.deepEqual(writes.sort(), [
        'elasticloadbalancing:AddTags',
        'elasticloadbalancing:ModifyRule',
        'elasticloadbalancing:RemoveTags',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
        'sqs:SendMessage',
      ]);
    }
  });

  it('are called by the alarms of this platform, with one permission for all', () => {
    const permissions = platform
      .resources('Failover', 'AWS::Lambda::Permission')
      .map(({ Properties }) => Properties)
      .filter(
        ({ Principal }) =>
          Principal === 'lambda.alarms.cloudwatch.amazonaws.com',
      );
    assert.equal(permissions.length, 2);
    for (const { SourceArn, SourceAccount } of permissions) {
      assert.equal(
        SourceArn,
        'arn:aws:cloudwatch:ap-northeast-2:111122223333:alarm:shop-*',
      );
      assert.equal(SourceAccount, '111122223333');
    }
  });

  it('look every minute: the watchdog for an outage, the reset for its end', () => {
    const scheduled = (of: Platform) =>
      of
        .resources('Failover', 'AWS::Events::Rule')
        .map(({ Properties }) => Properties.ScheduleExpression);
    assert.deepEqual(scheduled(platform), ['rate(1 minute)', 'rate(1 minute)']);
    assert.deepEqual(scheduled(alarmOnly), ['rate(1 minute)']);
  });
});

describe('who watches the watchdog', () => {
  it('is told when it fails and when it is silent', () => {
    assert.equal(
      alarm('shop-watchdog-silent').Properties.TreatMissingData,
      'breaching',
    );
    for (const name of ['watchdog-errors', 'failover-errors', 'reset-errors']) {
      assert.equal(alarm(`shop-${name}`).Properties.MetricName, 'Errors');
    }
    assert.equal(
      alarm('shop-failover-dead-letters').Properties.MetricName,
      'ApproximateNumberOfMessagesVisible',
    );
  });

  it('does not miss a watchdog that is not wanted', () => {
    const names = alarmOnly
      .resources('Failover', 'AWS::CloudWatch::Alarm')
      .map(({ Properties }) => Properties.AlarmName);
    assert.ok(!names.some(name => name.includes('watchdog')));
  });
});

describe('the topic of all alarms', () => {
  it('can be published to by alarms and events although it is encrypted', () => {
    const key = platform.only('Notifications', 'AWS::KMS::Key');
    const topic = platform.only('Notifications', 'AWS::SNS::Topic');
    assert.deepEqual(topic.Properties.KmsMasterKeyId, {
      'Fn::GetAtt': [key.id, 'Arn'],
    });
    const publishers = key.Properties.KeyPolicy.Statement.find(
      (statement: any) =>
        [statement.Action].flat().includes('kms:GenerateDataKey*'),
    );
    assert.deepEqual(publishers.Principal.Service, [
      'cloudwatch.amazonaws.com',
      'events.amazonaws.com',
    ]);
  });

  it('reaches whom the configuration names', () => {
    const notificationEmails = ['oncall@example.com'];
    const told = new Platform(example({ failover: { notificationEmails } }));
    assert.equal(
      told.only('Notifications', 'AWS::SNS::Subscription').Properties.Endpoint,
      'oncall@example.com',
    );
  });
});
