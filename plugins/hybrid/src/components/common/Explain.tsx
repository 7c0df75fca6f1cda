import type { ReactNode } from 'react';
import { Button, DialogTrigger, Popover, Text } from '@backstage/ui';
import styles from './Explain.module.css';

/** A few words in a table, and the rest of it on a press. */
export function Explain(props: {
  /** What the press will tell, for who does not see the table. */
  label: string;
  words: ReactNode;
  title: string;
  children: ReactNode;
}) {
  const { label, words, title, children } = props;
  return (
    <DialogTrigger>
      <Button
        size="small"
        variant="tertiary"
        className={styles.words}
        aria-label={label}
      >
        {words}
      </Button>
      <Popover className={styles.popover} aria-label={title}>
        <Text as="h4" variant="body-medium" weight="bold">
          {title}
        </Text>
        {children}
      </Popover>
    </DialogTrigger>
  );
}
