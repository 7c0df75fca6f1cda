import type { Problem } from '@hybrid-platform/backstage-plugin-hybrid-common';

/** Routes that a service has got while a shift was at work. */
export interface NewRoutes {
  /** From now on they are read and written with the others. */
  joined: readonly string[];
  /** Those that cannot be moved, and why. */
  left?: { ids: readonly string[]; problem: Problem };
  /** Whether there are any is not known. */
  unknown?: true;
}
