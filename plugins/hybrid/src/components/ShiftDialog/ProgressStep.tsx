import { useEffect, useRef, useState } from 'react';
import { DialogBody, Text } from '@backstage/ui';
import type {
  ListenerRuleStatus,
  Shift,
  ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isFinal } from '../../hooks/useShift';
import { useTexts } from '../../translations/useTexts';
import { DialogActions } from '../common/DialogActions';
import { ShiftProgress } from '../ShiftProgress';

/** Follows a shift to its verified end. */
export function ProgressStep(props: {
  entityRef: string;
  shift: ShiftSummary | Shift;
  rules?: readonly ListenerRuleStatus[];
  onChanged: () => void;
  onPlanAgain: (kind: 'failover' | 'reset') => void;
  onClose: () => void;
}) {
  const { entityRef, rules, onChanged, onPlanAgain, onClose } = props;
  const t = useTexts();
  const [shift, setShift] = useState<ShiftSummary>(props.shift);
  const hasEnded = isFinal(shift.state);
  const body = useRef<HTMLDivElement>(null);

  // The button that led here is gone; keep the keyboard and the screen reader in place.
  useEffect(() => body.current?.focus(), []);

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
        <ShiftProgress
          entityRef={entityRef}
          shift={props.shift}
          rules={rules}
          onChanged={onChanged}
          onShift={setShift}
        />
        {!hasEnded && (
          <Text as="p" variant="body-small" color="secondary">
            {t('progress.running')}
          </Text>
        )}
      </DialogBody>
      <DialogActions
        secondary={
          canPlanAgain
            ? {
                label: t('progress.planAgain'),
                onPress: () => onPlanAgain(shift.kind as 'failover' | 'reset'),
              }
            : undefined
        }
        primary={{ label: t('dialog.close'), onPress: onClose }}
      />
    </>
  );
}
