import { useState } from 'react';
import { Button, DialogBody, DialogFooter, Flex, Text } from '@backstage/ui';
import type {
  PlanRequest,
  Shift,
  Site,
  SiteStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { usePlan } from '../../hooks/usePlan';
import { useSubmission } from '../../hooks/useSubmission';
import { useTexts } from '../../hooks/useTexts';
import { PlanSection } from './PlanSection';
import { notReady } from './readiness';
import { ReasonField } from './ReasonField';
import styles from './ShiftDialog.module.css';
import { SubmitError } from './SubmitError';
import { TargetSite } from './TargetSite';

/** Chooses, shows the plan, asks for the reason, and starts the shift. */
export function PlanStep(props: {
  kind: 'failover' | 'reset';
  entityRef: string;
  sites?: Record<Site, SiteStatus>;
  onStarted: (shift: Shift) => void;
  onClose: () => void;
}) {
  const { kind, entityRef, sites, onStarted, onClose } = props;
  const t = useTexts();
  const [to, setTo] = useState<Site>();
  const [reason, setReason] = useState('');
  const request = requestOf(kind, to);
  const plan = usePlan(entityRef, request);
  const submission = useSubmission(entityRef, onStarted);
  const why = notReady({
    hasTarget: request !== undefined,
    plan: plan.data,
    reason,
    isSending: submission.isSending,
  });

  const confirm = async () => {
    if (why || !request) return;
    await submission.submit({ ...request, reason: reason.trim() });
    plan.refetch();
  };

  return (
    <>
      <DialogBody>
        <Flex direction="column" gap="4">
          {kind === 'failover' && (
            <TargetSite
              sites={sites}
              value={to}
              onChange={setTo}
              isDisabled={submission.isSending}
            />
          )}
          <PlanSection isChosen={request !== undefined} plan={plan} />
          <ReasonField
            value={reason}
            onChange={setReason}
            isDisabled={submission.isSending}
          />
          {submission.error && <SubmitError error={submission.error} />}
        </Flex>
      </DialogBody>
      <DialogFooter className={styles.footer}>
        <Text
          as="div"
          variant="body-small"
          color="secondary"
          role="status"
          className={styles.why}
        >
          {why && t(`dialog.why.${why}`)}
        </Text>
        <Button variant="secondary" onPress={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button
          variant="primary"
          className={styles.confirm}
          destructive={kind === 'failover'}
          isDisabled={why !== undefined && why !== 'sending'}
          isPending={submission.isSending}
          onPress={confirm}
        >
          <ConfirmLabel kind={kind} to={to} />
        </Button>
      </DialogFooter>
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

function ConfirmLabel(props: { kind: 'failover' | 'reset'; to?: Site }) {
  const { kind, to } = props;
  const t = useTexts();
  if (kind === 'reset') return <>{t('dialog.confirmReset')}</>;
  return (
    <>
      {to
        ? t('dialog.confirmFailover', { site: t(`site.${to}`) })
        : t('dialog.confirmFailoverUnchosen')}
    </>
  );
}
