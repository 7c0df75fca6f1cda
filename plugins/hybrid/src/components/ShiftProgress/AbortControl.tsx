import { useEffect, useRef, useState } from 'react';
import { Button, Radio, RadioGroup, Text } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import type { Shift } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useMay } from '../../hooks/useMay';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { WhyNot } from '../common/WhyNot';
import styles from './ShiftProgress.module.css';

/** Stops a shift, after asking whether the weights shall stay or go back. */
export function AbortControl(props: {
  entityRef: string;
  shift: Shift;
  onChanged: () => void;
}) {
  const { entityRef, shift, onChanged } = props;
  const t = useTexts();
  const api = useApi(hybridApiRef);
  const may = useMay('shift', entityRef);
  const [isAsking, setIsAsking] = useState(false);
  const [rollBack, setRollBack] = useState<boolean>();
  const panel = useRef<HTMLDivElement>(null);
  const abort = useAction(async (back: boolean) => {
    await api.abortShift(entityRef, shift.id, { rollBack: back });
    onChanged();
  });

  // The button that was pressed is replaced by the question.
  useEffect(() => {
    if (isAsking) panel.current?.focus();
  }, [isAsking]);

  if (shift.aborting) {
    return (
      <Text as="p" variant="body-medium" role="status">
        {t('shiftProgress.aborting')}
      </Text>
    );
  }
  // A drill always returns, and what waits for approval has changed nothing yet.
  const needsChoice =
    shift.kind !== 'drill' && shift.state !== 'awaiting-approval';
  const choice = needsChoice ? rollBack : shift.kind === 'drill';

  if (!isAsking) {
    return (
      <div className={styles.control}>
        {may !== 'allowed' && (
          <WhyNot may={may} denied={t('shiftProgress.abortDenied')} />
        )}
        <Button
          variant="secondary"
          destructive
          isDisabled={may !== 'allowed'}
          onPress={() => setIsAsking(true)}
        >
          {t('shiftProgress.abort')}
        </Button>
      </div>
    );
  }
  return (
    <div
      ref={panel}
      tabIndex={-1}
      role="group"
      aria-label={t('shiftProgress.abortTitle')}
      className={styles.question}
    >
      <strong>{t('shiftProgress.abortTitle')}</strong>
      {needsChoice ? (
        <RadioGroup
          label={t('shiftProgress.abortChoice')}
          value={rollBack === undefined ? null : String(rollBack)}
          onChange={value => setRollBack(value === 'true')}
          isDisabled={abort.isPending}
        >
          <Radio value="false">{t('shiftProgress.abortStay')}</Radio>
          <Radio value="true">{t('shiftProgress.abortBack')}</Radio>
        </RadioGroup>
      ) : (
        <Text as="p" variant="body-small">
          {shift.kind === 'drill'
            ? t('shiftProgress.abortDrill')
            : t('shiftProgress.abortWaiting')}
        </Text>
      )}
      {abort.error && (
        <ErrorNotice
          error={abort.error}
          title={t('shiftProgress.abortFailed')}
        />
      )}
      <div className={styles.buttons}>
        <Button
          variant="secondary"
          onPress={() => setIsAsking(false)}
          isDisabled={abort.isPending}
        >
          {t('shiftProgress.keepGoing')}
        </Button>
        <Button
          variant="primary"
          destructive
          isDisabled={choice === undefined}
          isPending={abort.isPending}
          onPress={() => choice !== undefined && abort.run(choice)}
        >
          {t('shiftProgress.abortConfirm')}
        </Button>
      </div>
    </div>
  );
}
