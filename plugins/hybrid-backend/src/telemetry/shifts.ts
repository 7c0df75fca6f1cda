import type {
  MetricsService,
  TracingService,
} from '@backstage/backend-plugin-api/alpha';
import { FINAL_SHIFT_STATES } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import type { ShiftUpdate } from '../shifts/record/record';
import type { ShiftRepository } from '../shifts/record/ShiftRepository';
import type { TraceShift } from '../shifts/run/ShiftRunner';
import { countOf, gaugeOf } from './gauges';

/** Counts shifts as they end. No attribute names a service: there may be thousands. */
export function shiftMetrics(
  metrics: MetricsService,
  knex: Knex,
  repository: Pick<ShiftRepository, 'activeCounts'>,
  platforms: string[],
): (update: ShiftUpdate) => void {
  const shifts = metrics.createCounter('hybrid.shifts', {
    unit: '{shift}',
    description: 'Shifts that have ended',
  });
  const recovery = metrics.createHistogram('hybrid.shift.recovery_time', {
    unit: 's',
    description: 'From the request of a shift to its last verified step',
    advice: {
      explicitBucketBoundaries: [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800],
    },
  });
  const gauge = gaugeOf(metrics, platforms);
  gauge('hybrid.shifts.active', {
    unit: '{shift}',
    description:
      'Shifts that are under way in the whole installation; every replica says the same',
    count: () => repository.activeCounts(),
  });
  gauge('hybrid.drifts.active', {
    unit: '{service}',
    description:
      'Services whose weights have drifted in the whole installation; every replica says the same',
    count: () => countOf(knex, 'hybrid_drifts', 'open_key'),
  });

  return ({ shift }) => {
    const { state, kind, problem, recoveryTimeSeconds } = shift;
    if (!FINAL_SHIFT_STATES.includes(state)) return;
    const attributes = {
      'hybrid.platform': shift.platform,
      'hybrid.shift.kind': kind,
      'hybrid.shift.evacuation': shift.evacuationId !== undefined,
    };
    shifts.add(1, {
      ...attributes,
      'hybrid.shift.result': state,
      ...(problem && { 'error.type': problem.code }),
    });
    if (recoveryTimeSeconds !== undefined) {
      recovery.record(recoveryTimeSeconds, attributes);
    }
  };
}

/** A span per shift and process; the calls to AWS are its children. */
export function shiftTracing(tracing: TracingService): TraceShift {
  return (shift, run) =>
    tracing.startActiveSpan(
      'hybrid.shift',
      {
        attributes: {
          'hybrid.shift.id': shift.id,
          'hybrid.shift.kind': shift.kind,
          'hybrid.platform': shift.platform,
          'hybrid.service': shift.service,
        },
      },
      run,
    );
}
