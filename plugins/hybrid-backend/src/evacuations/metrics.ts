import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type {
  EvacuationState,
  Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { EVACUATIONS } from './rows';
import { countOf, gaugeOf } from '../telemetry/gauges';

/** How an evacuation has ended. A resumed one ends again. */
export interface EvacuationEnd {
  platform: string;
  leaving: Site;
  state: EvacuationState;
}

/** Counts evacuations as they end; each of their services is counted as a shift. */
export function evacuationMetrics(
  metrics: MetricsService,
  knex: Knex,
  platforms: string[],
): (end: EvacuationEnd) => void {
  const evacuations = metrics.createCounter('hybrid.evacuations', {
    unit: '{evacuation}',
    description: 'Evacuations that have ended',
  });
  gaugeOf(metrics, platforms)('hybrid.evacuations.active', {
    unit: '{evacuation}',
    description:
      'Evacuations that are under way in the whole installation; every replica says the same',
    count: () => countOf(knex, EVACUATIONS, 'active_key'),
  });
  return ({ platform, leaving, state }) =>
    evacuations.add(1, {
      'hybrid.platform': platform,
      'hybrid.evacuation.off': leaving,
      'hybrid.evacuation.result': state,
    });
}
