import { useEffect, useRef } from 'react';
import { Flex } from '@backstage/ui';
import type {
  ListenerRuleStatus,
  Shift,
  ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isFinal, useShift } from '../../hooks/useShift';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { ShiftOutcome } from './ShiftOutcome';
import { Timeline } from './Timeline';
import { WeightChange } from '../common/WeightChange';
import { AbortControl } from './AbortControl';
import { ApprovalControl } from './ApprovalControl';
import { ShiftCountdown } from './Countdown';
import { ShiftFacts } from './ShiftFacts';
import { Stepper } from './Stepper';

/** Follows a shift to its verified end, with what a person can do about it meanwhile. */
export function ShiftProgress(props: {
  entityRef: string;
  shift: ShiftSummary | Shift;
  /** The service's rules, where it has several. */
  rules?: readonly ListenerRuleStatus[];
  /** It ended, was decided on or was aborted. */
  onChanged: () => void;
  /** The latest that is known of it. */
  onShift?: (shift: ShiftSummary) => void;
}) {
  const { entityRef, onChanged, onShift } = props;
  const t = useTexts();
  const live = useShift(
    entityRef,
    props.shift.id,
    'events' in props.shift ? props.shift : undefined,
  );
  const shift: ShiftSummary = live.data ?? props.shift;
  const hasEnded = isFinal(shift.state);
  const wasRunning = useRef(!isFinal(props.shift.state));

  useEffect(() => {
    if (!hasEnded || !wasRunning.current) return;
    wasRunning.current = false;
    onChanged();
  }, [hasEnded, onChanged]);

  useEffect(() => {
    if (live.data) onShift?.(live.data);
  }, [live.data, onShift]);

  const changed = () => {
    live.refetch();
    onChanged();
  };

  return (
    <Flex direction="column" gap="4">
      <ShiftOutcome shift={shift} plan={live.data?.plan} />
      {!hasEnded && <ShiftCountdown shift={shift} />}
      <ShiftFacts shift={shift} />
      {live.data && shift.state === 'awaiting-approval' && (
        <ApprovalControl
          entityRef={entityRef}
          shift={live.data}
          onChanged={changed}
        />
      )}
      {live.data && <Stepper shift={live.data} />}
      <WeightChange
        of={{ ...live.data?.plan, ...shift }}
        tense="shift"
        rules={props.rules}
      />
      {live.data && !hasEnded && (
        <AbortControl
          entityRef={entityRef}
          shift={live.data}
          onChanged={changed}
        />
      )}
      {live.error && (
        <ErrorNotice
          error={live.error}
          title={t('progress.lost')}
          onRetry={live.refetch}
          isRetrying={live.isFetching}
        />
      )}
      {live.data && <Timeline shift={live.data} />}
    </Flex>
  );
}
