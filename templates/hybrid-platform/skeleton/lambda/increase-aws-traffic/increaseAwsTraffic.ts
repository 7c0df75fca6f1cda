import { CONCURRENCY, type Context } from '../shared/context';
import { forEachService, throwIfAny } from '../shared/concurrency';
import { parseAlarmEvent, serviceOfOnPremAlarm } from '../shared/events';
import { failOverService } from '../shared/failOverService';

/**
 * On ALARM of a service's on-prem alarm: moves that service's traffic to aws. A service whose
 * rule is not in the tag index is an error: the event is tried again, for the index lags.
 */
export async function increaseAwsTraffic(
  event: unknown,
  context: Context,
): Promise<{ moved: string[] }> {
  const { log, platform } = context;
  const alarm = parseAlarmEvent(event);
  if (alarm?.state !== 'ALARM') {
    log.warn('ignored: not an alarm going to ALARM', { event });
    return { moved: [] };
  }

  const service = serviceOfOnPremAlarm(platform, alarm.name);
  if (!service) {
    log.warn('ignored: not the on-prem alarm of a service', { alarm });
    return { moved: [] };
  }

  const { routes, problems } = await context.discover();
  const rules = routes.filter(route => route.service === service);
  if (rules.length === 0) {
    const problem = problems.find(p => p.service === service)?.problem;
    throw new Error(
      `cannot fail over ${service}: ${
        problem ?? 'no listener rule is tagged with it'
      }`,
    );
  }

  const moved: string[] = [];
  const failures = await forEachService(rules, CONCURRENCY, async route => {
    const result = await failOverService(route, context);
    if (result.moved) moved.push(route.ruleArn);
  });
  throwIfAny(failures, 'failover');
  return { moved };
}
