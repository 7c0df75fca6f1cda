import { Navigate } from 'react-router-dom';
import { Flex, Link, Skeleton, Text } from '@backstage/ui';
import type { PlatformSummary } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatAge } from '../../format/duration';
import { usePlatforms } from '../../hooks/usePlatforms';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { Notice } from '../common/Notice';
import styles from './FleetPage.module.css';
import { useFleetPaths } from '../common/fleetPaths';

/** The platforms to choose from; where there is only one, that one. */
export function PlatformList() {
  const t = useTexts();
  const paths = useFleetPaths();
  const { data, error, refetch, isFetching } = usePlatforms();

  if (!data) {
    return error ? (
      <ErrorNotice error={error} onRetry={refetch} isRetrying={isFetching} />
    ) : (
      <Flex direction="column" gap="3" aria-busy>
        <Text role="status">{t('fleet.loading')}</Text>
        <Skeleton height={64} width="100%" />
      </Flex>
    );
  }
  if (data.length === 0) {
    return (
      <Notice status="info" title={t('fleet.noPlatforms')}>
        <div>{t('fleet.noPlatformsText')}</div>
      </Notice>
    );
  }
  if (data.length === 1) {
    return <Navigate to={paths.platform(data[0].id)} replace />;
  }
  return (
    <ul className={styles.platforms} aria-label={t('fleet.title')}>
      {data.map(platform => (
        <li key={platform.id}>
          <PlatformCard
            platform={platform}
            href={paths.platform(platform.id)}
          />
        </li>
      ))}
    </ul>
  );
}

function PlatformCard(props: { platform: PlatformSummary; href: string }) {
  const { platform, href } = props;
  const { id, accountId, region, services, snapshot, problem } = platform;
  const t = useTexts();
  return (
    <div className={styles.platform}>
      <Link href={href} variant="title-x-small" weight="bold">
        {id}
      </Link>
      <Text as="p" variant="body-small" color="secondary">
        {accountId} · {region}
      </Text>
      {services !== undefined && (
        <Text as="p" variant="body-medium">
          {t('fleet.services', { count: services })}
        </Text>
      )}
      {snapshot && (
        <Text as="p" variant="body-small" color="secondary">
          {t('fleet.updated', { age: formatAge(t, snapshot.ageSeconds) })}
        </Text>
      )}
      {(problem ?? snapshot?.problem) && (
        <Notice
          status="warning"
          title={snapshot ? t('notice.staleText') : t('fleet.noData')}
        >
          <div>{(problem ?? snapshot?.problem)!.message}</div>
        </Notice>
      )}
    </div>
  );
}
