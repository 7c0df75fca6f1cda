import type { ReactNode } from 'react';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import styles from './HybridTab.module.css';

/** The frame of a section of the tab. */
export function Section(props: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { title, actions, children } = props;
  return (
    <section aria-label={title} className={styles.frame}>
      <EntityInfoCard title={title} headerActions={actions}>
        <div className={styles.body}>{children}</div>
      </EntityInfoCard>
    </section>
  );
}
