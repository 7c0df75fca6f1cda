import type {
  AuditorService,
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { HybridSignal } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import type { PlatformAws } from '../aws/PlatformAws';
import { currentPriority } from '../aws/priority';
import type { HybridConfig } from '../config';
import type { Clock } from '../durable/retry';
import type { PlatformService } from '../platforms/PlatformService';
import type { StatusService } from '../status/StatusService';
import type { ApprovalService } from './approvals/ApprovalService';
import { createApprovals } from './approvals/createApprovals';
import { PlanEvaluator } from './plan/evaluate';
import { RecentReplications } from './plan/RecentReplications';
import type { ShiftRepository } from './record/ShiftRepository';
import { leaseTiming, ShiftRunner, type TraceShift } from './run/ShiftRunner';
import { auditTakeover, locateShift, lookForRoutes } from './run/takeover';
import { ShiftAborts } from './ShiftAborts';
import { ShiftService } from './ShiftService';

/** What there is to plan, start, approve and abort shifts. */
export interface Shifts {
  service: ShiftService;
  aborts: ShiftAborts;
  approvals: ApprovalService;
  evaluator: PlanEvaluator;
  /** Lets go of all shifts that are carried out here: another process goes on with them. */
  stop(): Promise<void>;
}

/** Puts the parts of shifts together, and goes on with interrupted ones from the start. */
export async function createShifts(options: {
  knex: Knex;
  config: HybridConfig;
  clock: Clock;
  repository: ShiftRepository;
  platforms: PlatformService;
  status: StatusService;
  aws(platformId: string): PlatformAws;
  /** Makes the next reader of the platform look at AWS again. */
  invalidate(platformId: string): void;
  announce(signal: HybridSignal): Promise<void>;
  trace: TraceShift;
  auditor: AuditorService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  scheduler: SchedulerService;
}): Promise<Shifts> {
  const { config, clock, repository, platforms, aws, announce } = options;
  const { now } = clock;
  const invalidate = (platformId: string) => {
    // Not for each shift of an evacuation: the whole platform would be looked at again and
    // again, while its calls are needed.
    if (currentPriority() !== 'evacuation') options.invalidate(platformId);
  };
  const runner = new ShiftRunner({
    ...options,
    timing: config.shift,
    leases: leaseTiming(config.shiftLeaseMs),
    invalidate,
    locate: shift => locateShift(platforms, aws, shift),
    locateAnew: shift => {
      options.invalidate(shift.platform);
      return locateShift(platforms, aws, shift);
    },
    look: shift => {
      invalidate(shift.platform);
      return lookForRoutes(platforms, aws, shift);
    },
    auditTakeover: shift => auditTakeover(options.auditor, shift),
  });
  const policy = (platformId: string) => config.policies[platformId];
  const replications = new RecentReplications(options.status);
  const evaluator = new PlanEvaluator({
    platforms,
    aws,
    policy,
    replication: id => replications.get(id),
    active: (id, service) => repository.active(id, service),
    lastChanges: (of, since) => repository.lastChanges(of, since),
    now,
  });
  const approvals = await createApprovals({
    ...options,
    evaluator,
    takeOver: () => runner.takeOver(),
    now,
  });
  options.lifecycle.addStartupHook(() => {
    runner.watch();
  });
  return {
    service: new ShiftService({
      repository,
      runner,
      evaluator,
      policy,
      aws,
      announce,
      now,
    }),
    aborts: new ShiftAborts({
      repository,
      wake: () => runner.wake(),
      announce,
    }),
    approvals,
    evaluator,
    stop: () => runner.stop(),
  };
}
