import { Button, DialogFooter, Text } from '@backstage/ui';
import styles from './DialogActions.module.css';

/** A button at the foot of a dialog. */
interface DialogAction {
  label: string;
  onPress: () => unknown;
  isDisabled?: boolean;
  isPending?: boolean;
}

/** The foot of a dialog: what it is for, the other way, and why it cannot be done yet. */
export function DialogActions(props: {
  /** Empty when nothing is in the way; left out where nothing ever is. */
  why?: string;
  secondary?: DialogAction;
  primary?: DialogAction & { destructive?: boolean };
}) {
  const { why, secondary, primary } = props;
  return (
    <DialogFooter className={styles.footer}>
      {why !== undefined && (
        <Text
          as="div"
          variant="body-small"
          color="secondary"
          role="status"
          className={styles.why}
        >
          {why}
        </Text>
      )}
      {secondary && (
        <Button
          variant="secondary"
          isDisabled={secondary.isDisabled}
          isPending={secondary.isPending}
          onPress={() => secondary.onPress()}
        >
          {secondary.label}
        </Button>
      )}
      {primary && (
        <Button
          variant="primary"
          destructive={primary.destructive}
          className={styles.primary}
          isDisabled={primary.isDisabled}
          isPending={primary.isPending}
          onPress={() => primary.onPress()}
        >
          {primary.label}
        </Button>
      )}
    </DialogFooter>
  );
}
