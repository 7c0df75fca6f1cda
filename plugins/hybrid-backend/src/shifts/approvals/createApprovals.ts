import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import {
  ApprovalService,
  type ApprovalServiceOptions,
} from './ApprovalService';
import { ApprovalStore } from './ApprovalStore';

/** Approvals, and the task that ends the shifts that nobody has decided on in time. */
export async function createApprovals({
  knex,
  scheduler,
  logger,
  takeOver,
  ...options
}: Omit<ApprovalServiceOptions, 'store' | 'wake'> & {
  knex: Knex;
  scheduler: SchedulerService;
  logger: LoggerService;
  /** Carries out the shifts that nobody carries out. */
  takeOver(): Promise<void>;
}): Promise<ApprovalService> {
  const approvals = new ApprovalService({
    ...options,
    store: new ApprovalStore(knex, options.now),
    wake: () => {
      takeOver().catch(error =>
        logger.warn('An approved shift is begun later', error as Error),
      );
    },
  });
  await scheduler.scheduleTask({
    id: 'expire-approvals',
    scope: 'local',
    frequency: { seconds: 15 },
    timeout: { minutes: 1 },
    fn: () => approvals.expire(),
  });
  return approvals;
}
