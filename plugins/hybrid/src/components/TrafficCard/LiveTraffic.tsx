import { useState } from 'react';
import { ButtonIcon, Flex } from '@backstage/ui';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { RiRefreshLine } from '@remixicon/react';
import { isNotPermitted } from '../../errors';
import { useServiceStatus } from '../../hooks/useServiceStatus';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { ShiftDialog, type ShiftDialogMode } from '../ShiftDialog';
import styles from './LiveTraffic.module.css';
import { LoadingStatus } from './LoadingStatus';
import { NotPermitted } from './NotPermitted';
import { ServiceStatusView } from './ServiceStatusView';
import { ShiftActions } from './ShiftActions';

/** The card of an entity that names a service: fetched, kept live, and shifted. */
export function LiveTraffic(props: { entityRef: string; service: string }) {
  const { entityRef, service } = props;
  const t = useTexts();
  const live = useServiceStatus(entityRef);
  const [dialog, setDialog] = useState<ShiftDialogMode>();
  const { data: status, error, refetch } = live;
  const forbidden = error !== undefined && isNotPermitted(error);

  return (
    <EntityInfoCard
      title={t('card.title')}
      headerActions={
        <ButtonIcon
          aria-label={t('card.refresh')}
          size="small"
          variant="tertiary"
          icon={<RiRefreshLine />}
          onPress={refetch}
          isPending={
            live.isFetching && status !== undefined && error !== undefined
          }
        />
      }
      footerActions={
        status && (
          <ShiftActions
            entityRef={entityRef}
            status={status}
            onOpen={setDialog}
          />
        )
      }
    >
      <Flex direction="column" gap="4" className={styles.content}>
        {forbidden && <NotPermitted error={error} />}
        {error && !forbidden && !status && (
          <ErrorNotice
            error={error}
            onRetry={refetch}
            isRetrying={live.isFetching}
          />
        )}
        {!status && !error && <LoadingStatus />}
        {status && (
          <ServiceStatusView
            status={status}
            receivedAt={live.updatedAt ?? Date.now()}
            refetchError={error}
            isRefetching={live.isFetching}
            onRefetch={refetch}
            onShowShift={shift => setDialog({ show: 'progress', shift })}
          />
        )}
      </Flex>
      {dialog && (
        <ShiftDialog
          mode={dialog}
          entityRef={entityRef}
          service={service}
          sites={status?.sites}
          rules={status?.rules}
          onChanged={refetch}
          onClose={() => setDialog(undefined)}
        />
      )}
    </EntityInfoCard>
  );
}
