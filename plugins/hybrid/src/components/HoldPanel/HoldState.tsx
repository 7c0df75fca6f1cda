import { Button, Text } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import type { Hold } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useMay } from '../../hooks/useMay';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { Ago, formatMoment } from '../common/Moment';
import { Who } from '../common/Who';
import styles from './HoldPanel.module.css';

/** The hold that there is, and its release: one's own, or another's with the right to force. */
export function HoldState(props: {
  entityRef: string;
  hold: Hold;
  isOwn: boolean;
  onChanged: () => void;
}) {
  const { entityRef, hold, isOwn, onChanged } = props;
  const t = useTexts();
  const api = useApi(hybridApiRef);
  const mayHold = useMay('hold', entityRef) === 'allowed';
  const mayForce = useMay('force', entityRef) === 'allowed';
  const release = useAction(async () => {
    await api.releaseHold(entityRef);
    onChanged();
  });
  const mayRelease = isOwn ? mayHold || mayForce : mayForce;

  return (
    <div className={styles.state}>
      <strong role="status">
        {t('notice.holdTitle', { time: formatMoment(hold.until) })}
      </strong>
      <Text as="p" variant="body-small">
        {t('hold.by', { who: <Who entityRef={hold.by} /> })}
        {hold.since && (
          <>
            {', '}
            <Ago iso={hold.since} />
          </>
        )}
      </Text>
      <Text as="p" variant="body-small" className={styles.reason}>
        {hold.reason
          ? t('shift.because', { reason: hold.reason })
          : t('hold.noReason')}
      </Text>
      {release.error && (
        <ErrorNotice error={release.error} title={t('hold.releaseFailed')} />
      )}
      <div className={styles.buttons}>
        {!isOwn && (
          <Text as="div" variant="body-small" color="secondary">
            {mayForce ? t('hold.releaseOther') : t('hold.othersHold')}
          </Text>
        )}
        <Button
          variant="secondary"
          destructive={!isOwn}
          isDisabled={!mayRelease}
          isPending={release.isPending}
          onPress={() => release.run()}
        >
          {t('hold.release')}
        </Button>
      </div>
    </div>
  );
}
