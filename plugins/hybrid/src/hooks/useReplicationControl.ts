import { useRef } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ReplicationActionResult,
  ReplicationStartType,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { isDefiniteRefusal } from '../errors';
import { newIdempotencyKey } from './idempotencyKey';
import { useAction } from './useAction';

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
  const attempt = useRef<{ order: string; key: string }>();

  return useAction(async (order: ReplicationOrder) => {
    const text = JSON.stringify(order);
    if (attempt.current?.order !== text) {
      attempt.current = { order: text, key: newIdempotencyKey() };
    }
    const options = { idempotencyKey: attempt.current.key };
    try {
      const result = await give();
      attempt.current = undefined;
      onDone(result);
    } catch (error) {
      if (isDefiniteRefusal(error)) attempt.current = undefined;
      throw error;
    }

    function give(): Promise<ReplicationActionResult> {
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
    }
  });
}
