import { Button, Text } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import type { Shift } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useMay } from '../../hooks/useMay';
import { useTexts } from '../../translations/useTexts';
import { useViewer } from '../../hooks/useViewer';
import { ErrorNotice } from '../common/ErrorNotice';
import { WhyNot } from '../common/WhyNot';
import styles from './ShiftProgress.module.css';

/** Lets somebody else than who asked approve or reject a shift that waits for it. */
export function ApprovalControl(props: {
  entityRef: string;
  shift: Shift;
  onChanged: () => void;
}) {
  const { entityRef, shift, onChanged } = props;
  const t = useTexts();
  const api = useApi(hybridApiRef);
  const viewer = useViewer();
  const may = useMay('approve', entityRef);
  const decide = useAction(async (decision: 'approve' | 'reject') => {
    await api.decideShift(entityRef, shift.id, decision);
    onChanged();
  });
  const isOwn = viewer === shift.requestedBy;
  const isDisabled = may !== 'allowed' || isOwn || decide.isPending;

  return (
    <div
      role="group"
      aria-label={t('shiftProgress.approvalTitle')}
      className={styles.question}
    >
      <strong>{t('shiftProgress.approvalTitle')}</strong>
      <Text as="p" variant="body-small">
        {t('shiftProgress.approvalText')}
      </Text>
      {isOwn ? (
        <Text as="p" variant="body-small" color="secondary" role="status">
          {t('shiftProgress.approvalOwn')}
        </Text>
      ) : (
        may !== 'allowed' && (
          <WhyNot may={may} denied={t('shiftProgress.approvalDenied')} />
        )
      )}
      {decide.error && (
        <ErrorNotice
          error={decide.error}
          title={t('shiftProgress.decisionFailed')}
        />
      )}
      <div className={styles.buttons}>
        <Button
          variant="secondary"
          isDisabled={isDisabled}
          onPress={() => decide.run('reject')}
        >
          {t('shiftProgress.reject')}
        </Button>
        <Button
          variant="primary"
          isDisabled={isDisabled}
          onPress={() => decide.run('approve')}
        >
          {t('shiftProgress.approve')}
        </Button>
      </div>
    </div>
  );
}
