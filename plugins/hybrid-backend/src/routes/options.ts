import type {
  AuditorService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { EntityAccess } from '../access/entityAccess';
import type { PlatformAccess } from '../access/platformAccess';
import type { HistoryService } from '../history/HistoryService';
import type { PlatformService } from '../platforms/PlatformService';
import type { TrafficService } from '../traffic/TrafficService';

/** What the routes lead to. */
export interface RouterOptions {
  access: EntityAccess;
  platformAccess: PlatformAccess;
  auditor: AuditorService;
  history: HistoryService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  platforms: PlatformService;
  traffic: TrafficService;
  /**
   * Whether an answer that breaks the contract is answered with 500. In production it is
   * only logged, for a person in an outage is better off with an odd answer than with none.
   */
  strictResponses: boolean;
}
