import type { ReactNode } from 'react';
import type { StateLook } from './icons';
import styles from './StateLabel.module.css';

/** A state as an icon and a word. */
export function StateLabel(props: { look: StateLook; children: ReactNode }) {
  const { look, children } = props;
  return (
    <span className={styles.label} data-tone={look.tone}>
      <look.Icon size={16} className={styles.icon} aria-hidden />
      <span className={styles.word}>{children}</span>
    </span>
  );
}
