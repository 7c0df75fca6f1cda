import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ReplicationActionResult,
  ReplicationStartType,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { useKeyedSubmission } from './useKeyedSubmission';

/** What a person asks a replication to do. */
export type ReplicationOrder =
  | { action: 'start'; startType: ReplicationStartType }
  | { action: 'stop' }
  | { action: 'test' }
  | { action: 'reload'; tables: { schema: string; table: string }[] };

/**
 * Gives orders to one replication, one at a time. An order whose answer got lost is repeated
 * with the same key, so that it is carried out once.
 */
export function useReplicationControl(
  platform: string,
  id: string,
  onDone: (result: ReplicationActionResult) => void,
) {
  const api = useApi(hybridApiRef);
  return useKeyedSubmission<ReplicationOrder, ReplicationActionResult>(
    (order, options) => {
      switch (order.action) {
        case 'start': {
          const { startType } = order;
          return api.startReplication(platform, id, { startType }, options);
        }
        case 'stop':
          return api.stopReplication(platform, id, options);
        case 'test':
          return api.testConnections(platform, id, options);
        default: {
          const { tables } = order;
          return api.reloadTables(platform, id, { tables }, options);
        }
      }
    },
    onDone,
  );
}
