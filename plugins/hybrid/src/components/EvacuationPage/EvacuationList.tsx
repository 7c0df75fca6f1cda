import { Link, Text } from '@backstage/ui';
import type { EvacuationSummary } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { LiveState } from '../../live/liveState';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { Ago } from '../common/Moment';
import { StateLabel } from '../common/StateLabel';
import { Who } from '../common/Who';
import { useFleetPaths } from '../common/fleetPaths';
import styles from './EvacuationPage.module.css';
import { evacuationStyles } from './statusStyles';

/** The evacuations of a platform, newest first. */
export function EvacuationList(props: {
  live: LiveState<EvacuationSummary[]> & { refetch: () => void };
}) {
  const { data, error, refetch, isFetching } = props.live;
  const t = useTexts();
  return (
    <section aria-label={t('evacuation.list')}>
      <Text as="h3" variant="title-x-small" weight="bold">
        {t('evacuation.list')}
      </Text>
      {error && !data && (
        <ErrorNotice
          error={error}
          title={t('evacuation.listFailed')}
          onRetry={refetch}
          isRetrying={isFetching}
        />
      )}
      {data?.length === 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {t('evacuation.none')}
        </Text>
      )}
      <ul className={styles.list}>
        {data?.map(evacuation => (
          <ListItem key={evacuation.id} evacuation={evacuation} />
        ))}
      </ul>
    </section>
  );
}

function ListItem(props: { evacuation: EvacuationSummary }) {
  const { id, platform, off, state, reason, requestedBy, createdAt, counts } =
    props.evacuation;
  const t = useTexts();
  const paths = useFleetPaths();
  return (
    <li className={styles.item}>
      <StateLabel statusStyle={evacuationStyles[state]}>
        {t(`evacuation.state.${state}`)}
      </StateLabel>
      <span>
        {t('evacuation.listLine', {
          site: t(`site.${off}`),
          who: <Who entityRef={requestedBy} />,
          when: <Ago iso={createdAt} />,
        })}
      </span>
      <span className={styles.figures}>
        {t('evacuation.listCounts', {
          moved: String(counts.succeeded),
          failed: String(counts.failed),
          refused: String(counts.refused),
        })}
      </span>
      <span className={styles.reason} title={reason}>
        {reason}
      </span>
      <Link href={paths.evacuation(platform, id)}>{t('shift.details')}</Link>
    </li>
  );
}
