import { Flex, Text } from '@backstage/ui';
import { useInfrastructure } from '../../hooks/useInfrastructure';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { DnsTable } from './DnsTable';
import { Tunnels } from './Tunnels';

/** The way to the sites: the VPN tunnels to on-prem, and the DNS records that lead here. */
export function InfrastructureSection(props: { platform: string }) {
  const t = useTexts();
  const { data, error, isFetching, refetch } = useInfrastructure(
    props.platform,
  );
  return (
    <Flex direction="column" gap="4">
      {error && (
        <ErrorNotice
          error={error}
          title={data ? t('notice.refetchTitle') : t('surroundings.failed')}
          onRetry={refetch}
          isRetrying={isFetching}
        />
      )}
      {!data && !error && (
        <Text as="p" color="secondary" role="status">
          {t('surroundings.loading')}
        </Text>
      )}
      {data && (
        <Tunnels
          tunnels={data.tunnels}
          isUnknown={data.notKnown?.includes('tunnels')}
        />
      )}
      {data && (
        <DnsTable
          records={data.dns}
          isUnknown={data.notKnown?.includes('dns')}
        />
      )}
    </Flex>
  );
}
