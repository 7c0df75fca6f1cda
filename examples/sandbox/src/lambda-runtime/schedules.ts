import type { PlatformConfig } from '../engine/platformConfig';
import type { FunctionName } from './startLambdas';

/** The platform's one-minute schedules. */
export interface Schedules {
  stop(): void;
}

/**
 * The reset follows the minutes of the sandbox, because the hold-down does. The watchdog
 * looks every few seconds, as targets are checked every few seconds, and both are real.
 */
export function startSchedules(
  platform: PlatformConfig,
  time: { minuteSeconds: number; secondScale: number },
  run: (name: FunctionName, payload: unknown) => Promise<unknown>,
): Schedules {
  const timers = [
    every(time.minuteSeconds * 1000, () =>
      run('reset-default-traffic', scheduledEvent(platform)),
    ),
  ];
  if (platform.failover.detection !== 'alarm') {
    const watch = () => run('traffic-watchdog', scheduledEvent(platform));
    timers.push(every(60_000 * time.secondScale, watch));
    void watch();
  }
  return { stop: () => timers.forEach(clearInterval) };
}

function every(ms: number, call: () => Promise<unknown>): NodeJS.Timeout {
  return setInterval(() => void call(), ms);
}

function scheduledEvent(platform: PlatformConfig) {
  return {
    version: '0',
    source: 'aws.scheduler',
    'detail-type': 'Scheduled Event',
    account: platform.account,
    region: platform.region,
    time: new Date().toISOString(),
    resources: [],
    detail: {},
  };
}
