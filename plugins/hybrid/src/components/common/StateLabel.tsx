import type { ReactNode } from 'react';
import type { StatusStyle } from './statusStyles';
import styles from './StateLabel.module.css';

/** A state as an icon and a word. */
export function StateLabel(props: {
  statusStyle: StatusStyle;
  children: ReactNode;
}) {
  const { statusStyle, children } = props;
  const { status, Icon } = statusStyle;
  return (
    <span className={styles.label} data-status={status}>
      <Icon size={16} className={styles.icon} aria-hidden />
      <span className={styles.word}>{children}</span>
    </span>
  );
}
