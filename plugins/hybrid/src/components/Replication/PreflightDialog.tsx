import { Dialog, DialogBody, DialogHeader, Flex, Text } from '@backstage/ui';
import type { PreflightCheck } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { usePreflight } from '../../hooks/usePreflight';
import { useTexts, type Texts } from '../../translations/useTexts';
import { DialogActions } from '../common/DialogActions';
import { ErrorNotice } from '../common/ErrorNotice';
import { Notice } from '../common/Notice';
import { StateLabel } from '../common/StateLabel';
import { checkStyles } from './statusStyles';
import styles from './Replication.module.css';

const urgency: readonly PreflightCheck['result'][] = [
  'failed',
  'warning',
  'unknown',
  'passed',
];

/** Asks what speaks against a replication, and shows each answer with its evidence. */
export function PreflightDialog(props: {
  platform: string;
  id: string;
  onClose: () => void;
}) {
  const { platform, id, onClose } = props;
  const t = useTexts();
  const { data, error, isFetching, refetch } = usePreflight(platform, id);
  const count = (wanted: PreflightCheck['result']) =>
    data?.checks.filter(({ result }) => result === wanted).length ?? 0;

  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={720}>
      <DialogHeader>{t('replication.preflight.title', { id })}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          {error && (
            <ErrorNotice
              error={error}
              title={t('replication.preflight.failed')}
            />
          )}
          {!data && isFetching && (
            <Text as="p" role="status" color="secondary">
              {t('replication.preflight.running')}
            </Text>
          )}
          {data && (
            <Notice
              role="status"
              {...(data.ready
                ? readyNotice(t, count('unknown'))
                : {
                    status: 'danger',
                    title: t('replication.preflight.notReady', {
                      count: count('failed'),
                    }),
                  })}
            />
          )}
          {data && <Checks checks={data.checks} />}
        </Flex>
      </DialogBody>
      <DialogActions
        secondary={{
          label: t('replication.preflight.again'),
          onPress: refetch,
          isPending: isFetching,
        }}
        primary={{ label: t('dialog.close'), onPress: onClose }}
      />
    </Dialog>
  );
}

/** What was not answered may speak against it yet. */
function readyNotice(t: Texts, unknown: number) {
  return unknown === 0
    ? ({ status: 'success', title: t('replication.preflight.ready') } as const)
    : ({
        status: 'warning',
        title: t('replication.preflight.readyButUnknown', { count: unknown }),
      } as const);
}

/** The checks; what needs somebody comes first. */
function Checks(props: { checks: PreflightCheck[] }) {
  const t = useTexts();
  const checks = [...props.checks].sort(
    (a, b) => urgency.indexOf(a.result) - urgency.indexOf(b.result),
  );
  return (
    <ul className={styles.checks}>
      {checks.map(check => (
        <li key={check.id}>
          <StateLabel statusStyle={checkStyles[check.result]}>
            {t(`replication.preflight.result.${check.result}`)}: {check.title}
          </StateLabel>
          <Text as="div" variant="body-small" className={styles.evidence}>
            {check.evidence}
          </Text>
          {check.remedy && (
            <Text as="div" variant="body-small" className={styles.evidence}>
              {t('dialog.remedy', { remedy: check.remedy })}
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}
