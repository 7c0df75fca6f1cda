import { useEffect, useRef } from 'react';
import { Button, DialogBody, DialogFooter, Flex, Text } from '@backstage/ui';
import type {
  Shift,
  ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isFinal, useShift } from '../../hooks/useShift';
import { useTexts } from '../../hooks/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { ShiftOutcome } from './ShiftOutcome';
import { Timeline } from './Timeline';
import { WeightChange } from './WeightChange';

/** Follows a shift to its verified end. */
export function ProgressStep(props: {
  entityRef: string;
  shift: ShiftSummary | Shift;
  onEnded: () => void;
  onPlanAgain: (kind: 'failover' | 'reset') => void;
  onClose: () => void;
}) {
  const { entityRef, onEnded, onPlanAgain, onClose } = props;
  const t = useTexts();
  const live = useShift(
    entityRef,
    props.shift.id,
    'events' in props.shift ? props.shift : undefined,
  );
  const shift: ShiftSummary = live.data ?? props.shift;
  const hasEnded = isFinal(shift.state);
  const wasRunning = useRef(!isFinal(props.shift.state));
  const body = useRef<HTMLDivElement>(null);

  // The button that led here is gone; keep the keyboard and the screen reader in place.
  useEffect(() => body.current?.focus(), []);

  useEffect(() => {
    if (!hasEnded || !wasRunning.current) return;
    wasRunning.current = false;
    onEnded();
  }, [hasEnded, onEnded]);

  const canPlanAgain =
    hasEnded &&
    shift.state !== 'succeeded' &&
    (shift.kind === 'failover' || shift.kind === 'reset');

  return (
    <>
      <DialogBody
        ref={body}
        tabIndex={-1}
        style={{ outline: 'none' }}
        aria-label={t('progress.events')}
        role="group"
      >
        <Flex direction="column" gap="4">
          <ShiftOutcome shift={shift} />
          <WeightChange of={shift} tense="shift" />
          {live.error && (
            <ErrorNotice
              error={live.error}
              title={t('progress.lost')}
              onRetry={live.refetch}
              isRetrying={live.isFetching}
            />
          )}
          {live.data && <Timeline shift={live.data} />}
          {!hasEnded && (
            <Text as="p" variant="body-small" color="secondary">
              {t('progress.running')}
            </Text>
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        {canPlanAgain && (
          <Button
            variant="secondary"
            onPress={() => onPlanAgain(shift.kind as 'failover' | 'reset')}
          >
            {t('progress.planAgain')}
          </Button>
        )}
        <Button variant="primary" onPress={onClose}>
          {t('dialog.close')}
        </Button>
      </DialogFooter>
    </>
  );
}
