import { generateServices } from '../engine/generateServices';
import { createWorld } from '../engine/world/createWorld';
import { alarmEvent } from './alarmEvent';

describe('alarmEvent', () => {
  it("has the shape of CloudWatch's own", () => {
    const { platform, services } = generateServices(1);
    const world = createWorld(platform, services, {
      now: () => Date.parse('2026-01-02T03:04:05.678Z'),
    });
    const alarm = world.alarms.alarms.get('scale-svc-0001-on-prem-unhealthy')!;
    world.alarms.setState(alarm.name, 'ALARM', 'because');

    expect(alarmEvent(alarm, 'OK', world)).toEqual({
      source: 'aws.cloudwatch',
      alarmArn:
        'arn:aws:cloudwatch:ap-northeast-2:111122223333:alarm:scale-svc-0001-on-prem-unhealthy',
      accountId: '111122223333',
      time: '2026-01-02T03:04:05.678+0000',
      region: 'ap-northeast-2',
      alarmData: {
        alarmName: 'scale-svc-0001-on-prem-unhealthy',
        state: {
          value: 'ALARM',
          reason: 'because',
          timestamp: '2026-01-02T03:04:05.678+0000',
        },
        previousState: { value: 'OK' },
        configuration: {
          description: 'No healthy target of svc-0001 on on-prem',
          metrics: [
            {
              id: 'm1',
              metricStat: {
                metric: {
                  namespace: 'AWS/ApplicationELB',
                  name: 'HealthyHostCount',
                  dimensions: {
                    LoadBalancer: expect.stringMatching(/^app\/scale\//),
                    TargetGroup: expect.stringMatching(
                      /^targetgroup\/scale-svc-0001-on-prem\//,
                    ),
                  },
                },
                period: 60,
                stat: 'Maximum',
              },
              returnData: true,
            },
          ],
        },
      },
    });
  });

  it('has the rule of an alarm on other alarms', () => {
    const { platform, services } = generateServices(1);
    const world = createWorld(platform, services, { now: () => 0 });
    const dark = world.alarms.composites.get('scale-svc-0001-dark')!;
    expect(alarmEvent(dark, 'OK', world).alarmData.configuration).toEqual({
      description: dark.description,
      alarmRule: dark.rule,
    });
  });
});
