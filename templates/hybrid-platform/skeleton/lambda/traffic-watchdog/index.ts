import { createContext, type Context } from '../shared/context';
import type { Inventory } from '../shared/inventory';
import { readSeconds } from '../shared/settings';
import { trafficWatchdog } from './trafficWatchdog';

// Kept between invocations: clients are costly to make, and what was found last is better
// than nothing when the tag query fails.
let context: Context | undefined;
let known: Inventory | undefined;

export async function handler() {
  context ??= createContext('traffic-watchdog');
  const { inventory, checks } = await trafficWatchdog(
    {
      intervalMs: readSeconds(process.env, 'WATCHDOG_INTERVAL_SECONDS'),
      runMs: readSeconds(process.env, 'WATCHDOG_RUN_SECONDS'),
      holdDownMs: readSeconds(process.env, 'HOLD_DOWN_SECONDS'),
      known,
    },
    context,
  );
  known = inventory;
  return { services: inventory.services.length, looks: checks };
}
