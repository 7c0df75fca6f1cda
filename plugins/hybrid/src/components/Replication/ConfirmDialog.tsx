import { Dialog, DialogBody, DialogHeader, Flex, Text } from '@backstage/ui';
import type {
  ReplicationOrder,
  useReplicationControl,
} from '../../hooks/useReplicationControl';
import { useTexts } from '../../translations/useTexts';
import { DialogActions } from '../common/DialogActions';
import { ErrorNotice } from '../common/ErrorNotice';

/** An order that changes what reaches the other site. */
export type ConfirmedOrder = Extract<
  ReplicationOrder,
  { action: 'start' | 'stop' }
>;

/** Says what starting or stopping means, and asks once more. */
export function ConfirmDialog(props: {
  id: string;
  order: ConfirmedOrder;
  control: ReturnType<typeof useReplicationControl>;
  onClose: () => void;
}) {
  const { id, order, control, onClose } = props;
  const t = useTexts();
  const what = order.action === 'stop' ? 'stop' : order.startType;
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={520}>
      <DialogHeader>
        {t(`replication.confirm.${what}.title`, { id })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p">{t(`replication.confirm.${what}.text`)}</Text>
          {control.error && (
            <ErrorNotice
              error={control.error}
              title={t('replication.actionFailed')}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogActions
        secondary={{ label: t('dialog.cancel'), onPress: onClose }}
        primary={{
          label: t(`replication.confirm.${what}.button`),
          onPress: async () => (await control.run(order)) && onClose(),
          isPending: control.isPending,
          destructive: what === 'stop' || what === 'reload-target',
        }}
      />
    </Dialog>
  );
}
