import { CONCURRENCY, type Context } from '../shared/context';
import { forEachService, throwIfAny } from '../shared/concurrency';
import { parseAlarmEvent } from '../shared/events';
import { recoverService } from '../shared/recoverService';

/**
 * On OK of an on-prem alarm, and every minute: takes every rule that automation moved a
 * step further on its way back. Which alarm it was does not matter, only the targets do.
 */
export async function resetDefaultTraffic(
  event: unknown,
  { holdDownMs }: { holdDownMs: number },
  context: Context,
): Promise<{ reset: string[] }> {
  const { log, loadBalancer } = context;
  const alarm = parseAlarmEvent(event);
  if (alarm && alarm.state !== 'OK') {
    log.warn('ignored: not an alarm going to OK', { alarm });
    return { reset: [] };
  }

  const { routes } = await context.discover();
  const moved = routes.filter(route => route.movedByAutomation);
  const rules = await loadBalancer.readRules(moved.map(r => r.ruleArn));

  const reset: string[] = [];
  const failures = await forEachService(moved, CONCURRENCY, async route => {
    const seen = rules.get(route.ruleArn);
    const action = await recoverService(route, { holdDownMs, seen }, context);
    if (action === 'reset') reset.push(route.ruleArn);
  });
  throwIfAny(failures, 'recovery');
  return { reset };
}
