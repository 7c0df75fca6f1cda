import { generateServices } from '../generateServices';
import { createWorld } from '../world/createWorld';
import { targetGroupMetric } from '../world/serviceAlarms';
import { evaluateAlarms } from './evaluateAlarms';

const MINUTE_MS = 6_000;
const start = 1_800_000_000_000;

function worldWithSurgeAlarm() {
  const { platform, services } = generateServices(1);
  services[0].alarms.requestSurge = 100;
  const world = createWorld(platform, services, { now: () => start });
  const put = (
    minute: number,
    site: 'on-prem' | 'aws',
    name: string,
    value: number,
    count = 1,
  ) =>
    world.metrics.put(targetGroupMetric(world, 'svc-0001', site, name), {
      at: start + minute * MINUTE_MS,
      sum: value * count,
      count,
      min: value,
      max: value,
    });
  const state = (alarm: string) => {
    const name = `scale-svc-0001-${alarm}`;
    const { alarms, composites } = world.alarms;
    return (alarms.get(name) ?? composites.get(name))!.state;
  };
  return { world, put, state };
}

describe('evaluateAlarms', () => {
  it("takes a minute of AWS for as long as the sandbox's minute", () => {
    const { world, put, state } = worldWithSurgeAlarm();
    put(0, 'on-prem', 'HealthyHostCount', 2);
    put(0, 'aws', 'HealthyHostCount', 2);
    evaluateAlarms(world, start + MINUTE_MS, MINUTE_MS);
    expect(state('on-prem-unhealthy')).toBe('OK');

    put(1, 'on-prem', 'HealthyHostCount', 0);
    put(1, 'aws', 'HealthyHostCount', 2);
    evaluateAlarms(world, start + 2 * MINUTE_MS, MINUTE_MS);
    expect(state('on-prem-unhealthy')).toBe('ALARM');
    expect(state('aws-unhealthy')).toBe('OK');
  });

  it('does not alarm for a minute in which a target was healthy at some time', () => {
    const { world, put, state } = worldWithSurgeAlarm();
    put(0, 'on-prem', 'HealthyHostCount', 2);
    put(0, 'on-prem', 'HealthyHostCount', 0);
    evaluateAlarms(world, start + MINUTE_MS, MINUTE_MS);

    expect(state('on-prem-unhealthy')).toBe('OK');
  });

  it("reports a surge of both sites' requests together, after two such minutes", () => {
    const { world, put, state } = worldWithSurgeAlarm();
    for (const minute of [0, 1]) {
      expect(state('request-surge')).not.toBe('ALARM');
      put(minute, 'on-prem', 'RequestCount', 1, 50);
      put(minute, 'aws', 'RequestCount', 1, 51);
      evaluateAlarms(world, start + (minute + 1) * MINUTE_MS, MINUTE_MS);
    }
    expect(state('request-surge')).toBe('ALARM');
  });

  it('lets an alarm on both sites follow those of the sites', () => {
    const { world, put, state } = worldWithSurgeAlarm();
    const minute = (at: number, onPrem: number, aws: number) => {
      put(at, 'on-prem', 'HealthyHostCount', onPrem);
      put(at, 'aws', 'HealthyHostCount', aws);
      evaluateAlarms(world, start + (at + 1) * MINUTE_MS, MINUTE_MS);
      return state('dark');
    };
    expect(minute(0, 2, 2)).toBe('OK');
    expect(minute(1, 0, 2)).toBe('OK');
    expect(minute(2, 0, 0)).toBe('ALARM');
    expect(minute(3, 1, 0)).toBe('OK');
  });
});
