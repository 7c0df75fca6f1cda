import { useState } from 'react';
import {
  Button,
  Dialog,
  DialogBody,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import type { ReplicationActionStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { useReplicationControl } from '../../hooks/useReplicationControl';
import { useReplicationTables } from '../../hooks/useReplicationTables';
import { useTexts } from '../../translations/useTexts';
import { DialogActions } from '../common/DialogActions';
import { ErrorNotice } from '../common/ErrorNotice';
import { nameOf, TablesTable } from './TablesTable';

/** How many tables DMS reloads at a time. */
const MOST_TABLES = 10;

/** What became of each table, and a way to load some of them again. */
export function TablesDialog(props: {
  platform: string;
  id: string;
  reload?: ReplicationActionStatus;
  mayControl: boolean;
  control: ReturnType<typeof useReplicationControl>;
  onClose: () => void;
}) {
  const { platform, id, reload, mayControl, control, onClose } = props;
  const t = useTexts();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { tables, hasMore, loadMore, refetch, isPending, error } =
    useReplicationTables(platform, id);
  const canReload = mayControl && reload?.possible === true;
  const isTooMany = selected.size > MOST_TABLES;

  const reloadSelected = async () => {
    const chosen = (tables ?? [])
      .filter(table => selected.has(nameOf(table)))
      .map(({ schema, table }) => ({ schema, table }));
    if (await control.run({ action: 'reload', tables: chosen })) {
      setSelected(new Set());
      await refetch();
    }
  };

  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={860}>
      <DialogHeader>{t('replication.tablesDialog.title', { id })}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          {error && (
            <ErrorNotice
              error={error}
              title={t('replication.tablesDialog.failed')}
              onRetry={refetch}
              isRetrying={isPending}
            />
          )}
          {control.error && (
            <ErrorNotice
              error={control.error}
              title={t('replication.actionFailed')}
            />
          )}
          {!tables && isPending && (
            <Text as="p" role="status" color="secondary">
              {t('replication.tablesDialog.loading')}
            </Text>
          )}
          {tables?.length === 0 && (
            <Text as="p" color="secondary">
              {t('replication.tablesDialog.none')}
            </Text>
          )}
          {tables && tables.length > 0 && (
            <TablesTable
              tables={tables}
              selected={canReload ? selected : undefined}
              onSelect={setSelected}
            />
          )}
          {hasMore && (
            <Button
              variant="secondary"
              isPending={isPending}
              onPress={() => loadMore()}
            >
              {t('replication.tablesDialog.more')}
            </Button>
          )}
        </Flex>
      </DialogBody>
      <DialogActions
        why={[
          isTooMany &&
            t('replication.tablesDialog.limit', { max: String(MOST_TABLES) }),
          mayControl &&
            reload?.reason &&
            t('replication.tablesDialog.notPossible', {
              reason: reload.reason,
            }),
        ]
          .filter(Boolean)
          .join(' ')}
        secondary={{ label: t('dialog.close'), onPress: onClose }}
        primary={
          canReload
            ? {
                label:
                  selected.size === 0
                    ? t('replication.tablesDialog.reloadNone')
                    : t('replication.tablesDialog.reload', {
                        count: selected.size,
                      }),
                onPress: reloadSelected,
                isDisabled: selected.size === 0 || isTooMany,
                isPending: control.isPending,
              }
            : undefined
        }
      />
    </Dialog>
  );
}
