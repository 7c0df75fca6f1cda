import { useState } from 'react';
import { DialogBody, Flex } from '@backstage/ui';
import type {
  ListenerRuleStatus,
  PlanRequest,
  Shift,
  Site,
  SiteStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { usePlannedShift } from '../../hooks/usePlannedShift';
import { useTexts, type Texts } from '../../translations/useTexts';
import { DialogActions } from '../common/DialogActions';
import { PlanSection } from '../ShiftPlan/PlanSection';
import { ReasonField } from '../common/ReasonField';
import { SubmitError } from '../ShiftPlan/SubmitError';
import { TargetSite } from '../ShiftPlan/TargetSite';

/** Chooses, shows the plan, asks for the reason, and starts the shift. */
export function PlanStep(props: {
  kind: 'failover' | 'reset';
  entityRef: string;
  sites?: Record<Site, SiteStatus>;
  rules?: readonly ListenerRuleStatus[];
  onStarted: (shift: Shift) => void;
  onClose: () => void;
}) {
  const { kind, entityRef, sites, rules, onStarted, onClose } = props;
  const t = useTexts();
  const [to, setTo] = useState<Site>();
  const request = requestOf(kind, to);
  const planned = usePlannedShift({ entityRef, request, onStarted });
  const { why, isSending } = planned;

  return (
    <>
      <DialogBody>
        <Flex direction="column" gap="4">
          {kind === 'failover' && (
            <TargetSite
              sites={sites}
              rules={rules}
              value={to}
              onChange={setTo}
              isDisabled={isSending}
            />
          )}
          <PlanSection
            invitation={t('dialog.choose')}
            isChosen={request !== undefined}
            planned={planned}
            rules={rules}
          />
          <ReasonField
            value={planned.reason}
            onChange={planned.setReason}
            isDisabled={isSending}
          />
          {planned.error && <SubmitError error={planned.error} />}
        </Flex>
      </DialogBody>
      <DialogActions
        why={why ? t(`dialog.why.${why}`) : ''}
        secondary={{ label: t('dialog.cancel'), onPress: onClose }}
        primary={{
          label: confirmLabel(t, kind, to),
          onPress: planned.start,
          isDisabled: why !== undefined && why !== 'sending',
          isPending: isSending,
          destructive: kind === 'failover',
        }}
      />
    </>
  );
}

function requestOf(
  kind: 'failover' | 'reset',
  to: Site | undefined,
): PlanRequest | undefined {
  if (kind === 'reset') return { kind };
  return to && { kind, to };
}

function confirmLabel(
  t: Texts,
  kind: 'failover' | 'reset',
  to: Site | undefined,
): string {
  if (kind === 'reset') return t('dialog.confirmReset');
  return to
    ? t('dialog.confirmFailover', { site: t(`site.${to}`) })
    : t('dialog.confirmFailoverUnchosen');
}
