import { useState } from 'react';
import { Button, Text } from '@backstage/ui';
import { RiFileCopyLine } from '@remixicon/react';
import { useTexts } from '../../hooks/useTexts';
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
      {/* Focusable, because it may have to be scrolled by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre
        className={styles.code}
        aria-label={props.label}
        role="group"
        tabIndex={0}
      >
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
