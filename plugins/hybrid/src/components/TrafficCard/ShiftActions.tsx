import { Button, Text } from '@backstage/ui';
import type { ServiceStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useMay } from '../../hooks/useMay';
import { useTexts } from '../../translations/useTexts';
import { Owners } from '../common/Owners';
import type { ShiftDialogMode } from '../ShiftDialog';
import styles from './ShiftActions.module.css';

/** The ways to shift the service, and, where they are not open, why. */
export function ShiftActions(props: {
  entityRef: string;
  status: ServiceStatus;
  onOpen: (mode: ShiftDialogMode) => void;
}) {
  const { entityRef, status, onOpen } = props;
  const t = useTexts();
  const mayShift = useMay('shift', entityRef);
  const isShifting = status.activeShift !== undefined;
  const isDisabled = mayShift !== 'allowed' || isShifting;

  return (
    <div className={styles.actions}>
      <Text
        as="div"
        variant="body-small"
        color="secondary"
        role="status"
        className={styles.why}
      >
        {mayShift === 'checking' && t('action.checking')}
        {mayShift === 'unknown' && t('action.permissionFailed')}
        {mayShift === 'denied' && (
          <>
            {t('action.notPermitted')} {t('action.askOwner')} <Owners />
          </>
        )}
        {mayShift === 'allowed' && isShifting && t('action.shiftActive')}
      </Text>
      <div className={styles.buttons}>
        <Button
          variant="secondary"
          isDisabled={isDisabled}
          onPress={() => onOpen({ show: 'plan', kind: 'reset' })}
        >
          {t('action.reset')}
        </Button>
        <Button
          variant="primary"
          isDisabled={isDisabled}
          onPress={() => onOpen({ show: 'plan', kind: 'failover' })}
        >
          {t('action.failover')}
        </Button>
      </div>
    </div>
  );
}
