import type { Problem } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ShiftTarget } from './ShiftTarget';

/** What a look at AWS found of the routes of a service; `unknown` where AWS could not be asked. */
export type RoutesLook =
  | 'unknown'
  | {
      /** All of them, by what the provider knows them by. */
      ids: readonly string[];
      /** The service with all of them, or why it cannot be shifted as it is now. */
      of: { target: ShiftTarget } | { problem: Problem };
    };
