import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { ActionApi } from './api';

/** What an action is registered with. */
export interface ActionOptions {
  registry: ActionsRegistryService;
  api: ActionApi;
}

/** Of an action that looks and changes nothing. */
export const READS = { readOnly: true, destructive: false, idempotent: true };
