import { useState } from 'react';
import { ButtonIcon } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useTexts } from '../../translations/useTexts';
import styles from './AwsRequestId.module.css';

/** The id by which AWS support finds a call, to be copied. */
export function AwsRequestId(props: { id: string }) {
  const { id } = props;
  const t = useTexts();
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed'>();

  const copy = async () => {
    try {
      // Not there on pages served by plain HTTP.
      await navigator.clipboard.writeText(id);
      setOutcome('copied');
    } catch {
      setOutcome('copyFailed');
    }
  };

  return (
    <span className={styles.request}>
      <span className={styles.id}>{t('progress.awsRequest', { id })}</span>
      <ButtonIcon
        aria-label={t('history.copyRequest', { id })}
        size="small"
        variant="tertiary"
        className={styles.copy}
        icon={outcome === 'copied' ? <RiCheckLine /> : <RiFileCopyLine />}
        onPress={copy}
      />
      <span role="status">{outcome && t(`action.${outcome}`)}</span>
    </span>
  );
}
