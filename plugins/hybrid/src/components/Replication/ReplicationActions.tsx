import { useState } from 'react';
import { Button, Text } from '@backstage/ui';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  hybridReplicationControlPermission,
  type ReplicationActionName,
  type ReplicationStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useReplicationControl } from '../../hooks/useReplicationControl';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { ConfirmDialog, type ConfirmedOrder } from './ConfirmDialog';
import { PreflightDialog } from './PreflightDialog';
import styles from './Replication.module.css';
import { TablesDialog } from './TablesDialog';

type Shown = 'tables' | 'preflight' | ConfirmedOrder;

/** What can be done to a replication; what cannot says why. */
export function ReplicationActions(props: {
  platform: string;
  replication: ReplicationStatus;
  onChanged: () => void;
}) {
  const { platform, replication, onChanged } = props;
  const { id, actions, entityRef } = replication;
  const t = useTexts();
  const [shown, setShown] = useState<Shown>();
  const [said, setSaid] = useState<string>();
  const mayControl = useMayControl(entityRef);
  const control = useReplicationControl(platform, id, result => {
    setSaid(result.message);
    onChanged();
  });
  const statusOf = (name: ReplicationActionName) =>
    actions.find(({ action }) => action === name);
  const start = statusOf('start');
  const startType = start?.startType ?? 'start-replication';
  const cannot = (name: ReplicationActionName) =>
    !mayControl || !statusOf(name)?.possible || control.isPending;
  const reasons = mayControl
    ? [...new Set(actions.map(({ reason }) => reason).filter(Boolean))]
    : [entityRef ? t('replication.notPermitted') : t('replication.noEntity')];

  return (
    <>
      <div className={styles.actions}>
        <Button
          variant="secondary"
          isDisabled={cannot('start')}
          onPress={() => setShown({ action: 'start', startType })}
        >
          {t(`replication.action.${startType}`)}
        </Button>
        <Button
          variant="secondary"
          isDisabled={cannot('stop')}
          onPress={() => setShown({ action: 'stop' })}
        >
          {t('replication.action.stop')}
        </Button>
        {replication.state !== 'running' && startType !== 'reload-target' && (
          <Button
            variant="tertiary"
            isDisabled={cannot('start')}
            onPress={() =>
              setShown({ action: 'start', startType: 'reload-target' })
            }
          >
            {t('replication.action.reload-target')}
          </Button>
        )}
        <Button
          variant="secondary"
          isDisabled={cannot('test')}
          isPending={control.isPending && shown === undefined}
          onPress={() => control.run({ action: 'test' })}
        >
          {t('replication.action.test')}
        </Button>
        <Button variant="secondary" onPress={() => setShown('tables')}>
          {t('replication.action.tables')}
        </Button>
        <Button variant="secondary" onPress={() => setShown('preflight')}>
          {t('replication.action.preflight')}
        </Button>
      </div>
      {reasons.length > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {reasons.join(' ')}
        </Text>
      )}
      <Text as="p" variant="body-small" role="status">
        {said}
      </Text>
      {control.error && shown === undefined && (
        <ErrorNotice
          error={control.error}
          title={t('replication.actionFailed')}
        />
      )}
      {typeof shown === 'object' && (
        <ConfirmDialog
          id={id}
          order={shown}
          control={control}
          onClose={() => setShown(undefined)}
        />
      )}
      {shown === 'tables' && (
        <TablesDialog
          platform={platform}
          id={id}
          reload={statusOf('reload')}
          mayControl={mayControl}
          control={control}
          onClose={() => setShown(undefined)}
        />
      )}
      {shown === 'preflight' && (
        <PreflightDialog
          platform={platform}
          id={id}
          onClose={() => setShown(undefined)}
        />
      )}
    </>
  );
}

/** A hint for the UI; the backend decides. */
function useMayControl(entityRef: string | undefined): boolean {
  const { allowed } = usePermission({
    permission: hybridReplicationControlPermission,
    resourceRef: entityRef,
  });
  return allowed && entityRef !== undefined;
}
