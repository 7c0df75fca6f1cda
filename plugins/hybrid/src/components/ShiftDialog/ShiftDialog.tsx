import { useState } from 'react';
import { Dialog, DialogHeader } from '@backstage/ui';
import type {
  ListenerRuleStatus,
  Shift,
  ShiftSummary,
  Site,
  SiteStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts, type Texts } from '../../translations/useTexts';
import { PlanStep } from './PlanStep';
import { ProgressStep } from './ProgressStep';

/** What a dialog was opened for: to plan a shift, or to follow one. */
export type ShiftDialogMode =
  | { show: 'plan'; kind: 'failover' | 'reset' }
  | { show: 'progress'; shift: ShiftSummary | Shift };

function titleOf(t: Texts, mode: ShiftDialogMode, service: string): string {
  if (mode.show === 'progress') return t('dialog.shiftTitle', { service });
  return mode.kind === 'failover'
    ? t('dialog.failoverTitle', { service })
    : t('dialog.resetTitle', { service });
}

/**
 * From the plan of a shift to its verified end. Closing it does not stop a shift.
 */
export function ShiftDialog(props: {
  mode: ShiftDialogMode;
  entityRef: string;
  service: string;
  sites?: Record<Site, SiteStatus>;
  /** The service's rules, where it has several. */
  rules?: readonly ListenerRuleStatus[];
  /** The service changed: something was started or has ended. */
  onChanged: () => void;
  onClose: () => void;
}) {
  const { entityRef, service, sites, rules, onChanged, onClose } = props;
  const t = useTexts();
  const [mode, setMode] = useState(props.mode);

  return (
    <Dialog
      isOpen
      // A press beside the dialog must not lose a reason that somebody typed; Escape closes.
      isDismissable={false}
      onOpenChange={isOpen => !isOpen && onClose()}
      width={640}
    >
      <DialogHeader>{titleOf(t, mode, service)}</DialogHeader>
      {mode.show === 'plan' ? (
        <PlanStep
          kind={mode.kind}
          entityRef={entityRef}
          sites={sites}
          rules={rules}
          onStarted={shift => {
            setMode({ show: 'progress', shift });
            onChanged();
          }}
          onClose={onClose}
        />
      ) : (
        <ProgressStep
          entityRef={entityRef}
          shift={mode.shift}
          rules={rules}
          onChanged={onChanged}
          onPlanAgain={kind => setMode({ show: 'plan', kind })}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
