import { useState } from 'react';
import { Button, DialogBody, DialogFooter, Flex, Text } from '@backstage/ui';
import type {
  PlanRequest,
  Shift,
  Site,
  SiteStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { usePlannedShift } from '../../hooks/usePlannedShift';
import { useTexts } from '../../hooks/useTexts';
import { PlanSection } from './PlanSection';
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
              value={to}
              onChange={setTo}
              isDisabled={isSending}
            />
          )}
          <PlanSection
            invitation={t('dialog.choose')}
            isChosen={request !== undefined}
            planned={planned}
          />
          <ReasonField
            value={planned.reason}
            onChange={planned.setReason}
            isDisabled={isSending}
          />
          {planned.error && <SubmitError error={planned.error} />}
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
          isPending={isSending}
          onPress={planned.start}
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
