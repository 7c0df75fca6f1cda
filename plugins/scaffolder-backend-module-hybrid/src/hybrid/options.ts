import type {
  AuthService,
  DiscoveryService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';

/**
 * What the actions need that call the hybrid backend.
 *
 * @public
 */
export interface HybridActionOptions {
  auth: AuthService;
  discovery: DiscoveryService;
  config: RootConfigService;
  /** How long waiting waits for what; for tests. */
  timing?: Partial<WaitTiming>;
}

/**
 * How long waiting waits for what, in milliseconds.
 *
 * @public
 */
export interface WaitTiming {
  /** Between two reads. */
  pollMs: number;
  /** For how long the backend may not answer, such as while it restarts. */
  outageMs: number;
  /** For how long a replication may show a state in which it cannot catch up: AWS shows a start late. */
  settleMs: number;
}

const TIMING: WaitTiming = {
  pollMs: 1_000,
  outageMs: 5 * 60_000,
  settleMs: 30_000,
};

export function waitTiming({ timing }: HybridActionOptions): WaitTiming {
  return { ...TIMING, ...timing };
}

/** The parts of an action's context that do not depend on the action. */
export type TaskContext = Pick<
  ActionContext<any>,
  | 'checkpoint'
  | 'each'
  | 'getInitiatorCredentials'
  | 'isDryRun'
  | 'logger'
  | 'signal'
  | 'step'
  | 'task'
>;
