import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import type {
  ReplicationOrder,
  useReplicationControl,
} from '../../hooks/useReplicationControl';
import { useTexts } from '../../hooks/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import styles from './Replication.module.css';

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
      <DialogFooter className={styles.footer}>
        <Button variant="secondary" onPress={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button
          variant="primary"
          destructive={what === 'stop' || what === 'reload-target'}
          isPending={control.isPending}
          onPress={async () => {
            if (await control.run(order)) onClose();
          }}
        >
          {t(`replication.confirm.${what}.button`)}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
