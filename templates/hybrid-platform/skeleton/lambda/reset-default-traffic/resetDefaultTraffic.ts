import { CONCURRENCY, type Context } from '../shared/context';
import { forEachService, throwIfAny } from '../shared/concurrency';
import { parseAlarmEvent } from '../shared/events';
import { readMoved } from '../shared/readMoved';
import { recoverService } from '../shared/recoverService';

/**
 * On OK of an on-prem alarm, and every minute: takes every service that automation moved
 * a step further on its way back. Which alarm it was does not matter, only the targets do.
 */
export async function resetDefaultTraffic(
  event: unknown,
  { holdDownMs }: { holdDownMs: number },
  context: Context,
): Promise<{ reset: string[] }> {
  const { log } = context;
  const alarm = parseAlarmEvent(event);
  if (alarm && alarm.state !== 'OK') {
    log.warn('ignored: not an alarm going to OK', { alarm });
    return { reset: [] };
  }

  const { services } = await context.discover();
  const moved = await readMoved(services, context);

  const reset: string[] = [];
  const failures = await forEachService(moved, CONCURRENCY, async each => {
    const { routes, seen } = each;
    const action = await recoverService(each, { holdDownMs, seen }, context);
    if (action === 'reset') reset.push(...routes.map(r => r.ruleArn));
  });
  throwIfAny(failures, 'recovery');
  return { reset };
}
