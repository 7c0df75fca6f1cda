import { Flex, Skeleton, Text } from '@backstage/ui';
import { useEvacuations } from '../../hooks/useEvacuation';
import { usePlatform } from '../../hooks/usePlatform';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { Notice } from '../common/Notice';
import { EvacuationBanner, EvacuationList } from '../EvacuationPage';
import { BrokenServices } from './BrokenServices';
import { Fleet } from './Fleet';
import { PlatformHeader } from './PlatformHeader';
import { PlatformNotices } from './PlatformNotices';
import { Infrastructure } from './Infrastructure';

/** One platform: what it is, how it is, its services, and its evacuations. */
export function PlatformView(props: { id: string }) {
  const { id } = props;
  const t = useTexts();
  const live = usePlatform(id);
  const evacuations = useEvacuations(id);
  const { data: platform, error, refetch, isFetching } = live;

  return (
    <Flex direction="column" gap="4">
      <PlatformHeader id={id} platform={platform} updatedAt={live.updatedAt} />
      {!platform && error && (
        <ErrorNotice error={error} onRetry={refetch} isRetrying={isFetching} />
      )}
      {!platform && !error && <Loading id={id} />}
      {platform && (
        <>
          <EvacuationBanner evacuations={evacuations.data} />
          <PlatformNotices live={live} platform={platform} />
          <Infrastructure platform={platform} />
          {platform.serviceStatuses.length > 0 ? (
            <Fleet platform={platform} onChanged={refetch} />
          ) : (
            <Notice status="info" title={t('fleet.noServices')}>
              <div>{t('fleet.noServicesText')}</div>
            </Notice>
          )}
          <BrokenServices services={platform.brokenServices} />
          <EvacuationList live={evacuations} />
        </>
      )}
    </Flex>
  );
}

function Loading(props: { id: string }) {
  const t = useTexts();
  return (
    <Flex direction="column" gap="3" aria-busy>
      <Text role="status">
        {t('fleet.loadingPlatform', { platform: props.id })}
      </Text>
      <Skeleton height={72} width="100%" />
      <Skeleton height={400} width="100%" />
    </Flex>
  );
}
