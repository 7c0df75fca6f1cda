import { Flex, Link, Skeleton, Text } from '@backstage/ui';
import type { Evacuation } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isUnderWay, useEvacuation } from '../../hooks/useEvacuation';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { Ago } from '../common/Moment';
import { Notice } from '../common/Notice';
import { StateLabel } from '../common/StateLabel';
import { Who } from '../common/Who';
import { useFleetPaths } from '../common/fleetPaths';
import { EvacuationActions } from './EvacuationActions';
import styles from './EvacuationPage.module.css';
import { evacuationStyles } from './statusStyles';
import { leftBehind } from './outcome';
import { Progress } from './Progress';
import { Report } from './Report';
import { Results } from './Results';

/** An evacuation from its start to its report. It goes on whether somebody looks or not. */
export function EvacuationView(props: { platform: string; id: string }) {
  const { platform, id } = props;
  const t = useTexts();
  const paths = useFleetPaths();
  const { data, error, refetch, isFetching } = useEvacuation(platform, id);

  return (
    <Flex direction="column" gap="4">
      <Link href={paths.platform(platform)} variant="body-small">
        {t('fleet.back', { platform })}
      </Link>
      {!data && !error && <Loading />}
      {error && (
        <ErrorNotice
          error={error}
          title={data ? t('evacuation.outdated') : t('evacuation.notFound')}
          onRetry={refetch}
          isRetrying={isFetching}
        />
      )}
      {data && (
        <>
          <Heading evacuation={data} onChanged={refetch} />
          <Ending evacuation={data} />
          <Progress evacuation={data} />
          <Report items={data.items} />
          <Results evacuation={data} />
        </>
      )}
    </Flex>
  );
}

function Heading(props: { evacuation: Evacuation; onChanged: () => void }) {
  const { evacuation, onChanged } = props;
  const { off, state, reason, requestedBy, createdAt } = evacuation;
  const t = useTexts();
  return (
    <header className={styles.header}>
      <div>
        <div className={styles.heading}>
          <Text as="h2" variant="title-small" weight="bold">
            {t('evacuation.heading', { site: t(`site.${off}`) })}
          </Text>
          <StateLabel statusStyle={evacuationStyles[state]}>
            {t(`evacuation.state.${state}`)}
          </StateLabel>
        </div>
        <Text as="p" variant="body-small" color="secondary">
          {t('evacuation.by', {
            who: <Who entityRef={requestedBy} />,
            when: <Ago iso={createdAt} />,
          })}
          {'. '}
          {t('shift.because', { reason })}
        </Text>
      </div>
      <EvacuationActions evacuation={evacuation} onChanged={onChanged} />
    </header>
  );
}

function Ending(props: { evacuation: Evacuation }) {
  const { state, counts, off } = props.evacuation;
  const t = useTexts();
  if (isUnderWay(state)) return null;
  const count = leftBehind(counts);
  if (state === 'aborted') {
    return (
      <Notice role="status" status="warning" title={t('evacuation.stopped')}>
        <div>{t('evacuation.stoppedText', { count })}</div>
      </Notice>
    );
  }
  return (
    <Notice
      role="status"
      status={count > 0 ? 'warning' : 'success'}
      title={t('evacuation.done')}
    >
      <div>
        {count > 0
          ? t('evacuation.doneSome', { count })
          : t('evacuation.doneAll', { site: t(`site.${off}`) })}
      </div>
    </Notice>
  );
}

function Loading() {
  const t = useTexts();
  return (
    <Flex direction="column" gap="3" aria-busy>
      <Text role="status">{t('evacuation.loading')}</Text>
      <Skeleton height={48} width="100%" />
      <Skeleton height={320} width="100%" />
    </Flex>
  );
}
