import { useState } from 'react';
import { Button, Text } from '@backstage/ui';
import { RiFileCopyLine } from '@remixicon/react';
import { useTexts } from '../../translations/useTexts';
import styles from './CopyableCode.module.css';

/** A piece of text to take over into a file. */
export function CopyableCode(props: { code: string; label: string }) {
  const t = useTexts();
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed'>();

  const copy = async () => {
    try {
      // Not there on pages served by plain HTTP.
      await navigator.clipboard.writeText(props.code);
      setOutcome('copied');
    } catch {
      setOutcome('copyFailed');
    }
  };

  return (
    <div className={styles.block}>
      <pre className={styles.code} aria-label={props.label} role="group">
        <code>{props.code}</code>
      </pre>
      <div className={styles.actions}>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiFileCopyLine />}
          onPress={copy}
        >
          {t('action.copy')}
        </Button>
        <span role="status">
          <Text variant="body-small" color="secondary">
            {outcome && t(`action.${outcome}`)}
          </Text>
        </span>
      </div>
    </div>
  );
}
