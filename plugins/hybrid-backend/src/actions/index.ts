import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { registerAbortEvacuation } from './abortEvacuation';
import { registerAbortShift } from './abortShift';
import { ActionApi } from './api';
import { registerGetEvacuation } from './getEvacuation';
import { registerGetPlatform } from './getPlatform';
import { registerGetService } from './getService';
import { registerGetShift } from './getShift';
import { registerHoldService } from './holdService';
import { registerListPlatforms } from './listPlatforms';
import { registerListReplications } from './listReplications';
import { registerPlanEvacuation } from './planEvacuation';
import { registerPlanShift } from './planShift';
import { registerPreflightReplication } from './preflightReplication';
import { registerReleaseHold } from './releaseHold';
import { registerStartEvacuation } from './startEvacuation';
import { registerStartReplication } from './startReplication';
import { registerStartShift } from './startShift';
import { registerStopReplication } from './stopReplication';

/** Offers what the API can do to the actions registry: to MCP clients, and to templates. */
export function registerActions(options: {
  actionsRegistry: ActionsRegistryService;
  auth: AuthService;
  discovery: DiscoveryService;
}): void {
  const registry = options.actionsRegistry;
  const action = { registry, api: new ActionApi(options) };
  for (const register of [
    registerListPlatforms,
    registerGetPlatform,
    registerGetService,
    registerPlanShift,
    registerStartShift,
    registerGetShift,
    registerAbortShift,
    registerHoldService,
    registerReleaseHold,
    registerPlanEvacuation,
    registerStartEvacuation,
    registerGetEvacuation,
    registerAbortEvacuation,
    registerListReplications,
    registerPreflightReplication,
    registerStartReplication,
    registerStopReplication,
  ]) {
    register(action);
  }
}
