import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  ApprovalService,
  type ApprovalServiceOptions,
} from './ApprovalService';

/** Approvals, and the task that ends the shifts that nobody has decided on in time. */
export async function createApprovals({
  scheduler,
  logger,
  takeOver,
  ...options
}: Omit<ApprovalServiceOptions, 'wake'> & {
  scheduler: SchedulerService;
  logger: LoggerService;
  /** Carries out the shifts that nobody carries out. */
  takeOver(): Promise<void>;
}): Promise<ApprovalService> {
  const approvals = new ApprovalService({
    ...options,
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
