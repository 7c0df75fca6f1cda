import type { Context } from '../shared/context';
import { throwIfAny } from '../shared/concurrency';
import { parseAlarmEvent, serviceOfOnPremAlarm } from '../shared/events';
import { failOverService } from '../shared/failOverService';

/**
 * On ALARM of a service's on-prem alarm: moves that service's traffic to aws. A service whose
 * rules are not in the tag index is an error: the event is tried again, for the index lags.
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

  const { services, problems, gone } = await context.discover();
  const found = services.find(each => each.service === service);
  const problem = problems.find(each => each.service === service)?.problem;
  if (!found) {
    const why = gone.includes(service)
      ? 'the listener rules that are tagged with it are gone'
      : 'no listener rule is tagged with it';
    throw new Error(`cannot fail over ${service}: ${problem ?? why}`);
  }

  const { moved } = await failOverService(found, context).catch(error => {
    throwIfAny([{ service, error }], 'failover');
    throw error;
  });
  if (problem) {
    throw new Error(`cannot fail over all rules of ${service}: ${problem}`);
  }
  return { moved: moved ? found.routes.map(({ ruleArn }) => ruleArn) : [] };
}
