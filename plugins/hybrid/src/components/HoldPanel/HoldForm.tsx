import { useState } from 'react';
import { Button, Flex } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  MAX_REASON_LENGTH,
  type Hold,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useTexts } from '../../translations/useTexts';
import { DurationSelect } from '../common/DurationSelect';
import { ErrorNotice } from '../common/ErrorNotice';
import { ReasonField } from '../common/ReasonField';
import styles from './HoldPanel.module.css';

const HOUR = 3_600;
const HOLD_CHOICES = [
  900,
  HOUR,
  4 * HOUR,
  8 * HOUR,
  24 * HOUR,
  72 * HOUR,
  168 * HOUR,
];

/** Sets a hold, or prolongs one's own. */
export function HoldForm(props: {
  entityRef: string;
  current?: Hold;
  isDisabled: boolean;
  onChanged: () => void;
  onCancel: () => void;
}) {
  const { entityRef, current, isDisabled, onChanged, onCancel } = props;
  const t = useTexts();
  const api = useApi(hybridApiRef);
  const [durationSeconds, setDuration] = useState(HOUR);
  const [reason, setReason] = useState(current?.reason ?? '');
  const hold = useAction(async () => {
    await api.hold(entityRef, { durationSeconds, reason: reason.trim() });
    onChanged();
  });
  const length = reason.trim().length;
  const isComplete = length > 0 && length <= MAX_REASON_LENGTH;
  const areFieldsDisabled = isDisabled || hold.isPending;

  return (
    <Flex direction="column" gap="3">
      <DurationSelect
        label={current ? t('hold.prolongFor') : t('hold.duration')}
        description={t('hold.durationHelp')}
        choices={HOLD_CHOICES}
        value={durationSeconds}
        onChange={setDuration}
        isDisabled={areFieldsDisabled}
      />
      <ReasonField
        help={t('hold.reasonHelp')}
        value={reason}
        onChange={setReason}
        isDisabled={areFieldsDisabled}
      />
      {hold.error && (
        <ErrorNotice error={hold.error} title={t('hold.failed')} />
      )}
      <div className={styles.buttons}>
        <Button
          variant="secondary"
          onPress={onCancel}
          isDisabled={hold.isPending}
        >
          {t('dialog.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={isDisabled || !isComplete}
          isPending={hold.isPending}
          onPress={() => hold.run()}
        >
          {current ? t('hold.prolong') : t('hold.set')}
        </Button>
      </div>
    </Flex>
  );
}
