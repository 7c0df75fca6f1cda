import type {
  AuditorService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { EntityAccess } from '../access/entityAccess';
import type { PlatformAccess } from '../access/platformAccess';
import type { EvacuationService } from '../evacuations/EvacuationService';
import type { HistoryService } from '../history/HistoryService';
import type { HoldService } from '../holds/HoldService';
import type { PlatformService } from '../platforms/PlatformService';
import type { ReplicationService } from '../replication/ReplicationService';
import type { StatusService } from '../status/StatusService';
import type { Shifts } from '../shifts/createShifts';

/** What the routes lead to. */
export interface RouterOptions {
  access: EntityAccess;
  platformAccess: PlatformAccess;
  auditor: AuditorService;
  evacuations: EvacuationService;
  history: HistoryService;
  holds: HoldService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  platforms: PlatformService;
  status: StatusService;
  replications: ReplicationService;
  shifts: Pick<Shifts, 'service' | 'aborts' | 'approvals'>;
  /**
   * Whether an answer that breaks the contract is answered with 500. In production it is
   * only logged, for a person in an outage is better off with an odd answer than with none.
   */
  strictResponses: boolean;
}
