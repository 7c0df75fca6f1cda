import { Flex, Text } from '@backstage/ui';
import { useReplications } from '../../hooks/useReplications';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { ReplicationItem } from './ReplicationItem';

/** The replications of a platform: how far they are behind, and what can be done about it. */
export function ReplicationSection(props: { platform: string }) {
  const { platform } = props;
  const t = useTexts();
  const { data, error, isFetching, refetch } = useReplications(platform);

  return (
    <Flex direction="column" gap="4">
      {error && (
        <ErrorNotice
          error={error}
          title={data ? t('notice.refetchTitle') : t('replication.failed')}
          onRetry={refetch}
          isRetrying={isFetching}
        />
      )}
      {!data && !error && (
        <Text as="p" color="secondary" role="status">
          {t('replication.loading')}
        </Text>
      )}
      {data?.length === 0 && (
        <Text as="p" color="secondary">
          {t('replication.none')}
        </Text>
      )}
      {data?.map(replication => (
        <ReplicationItem
          key={replication.id}
          platform={platform}
          replication={replication}
          onChanged={refetch}
        />
      ))}
    </Flex>
  );
}
