import type { ReactNode } from 'react';
import { Alert, Button } from '@backstage/ui';
import { useTexts } from '../../translations/useTexts';
import styles from './Notice.module.css';

/** Something to know, with what can be done about it below: a card is too narrow for beside. */
export function Notice(props: {
  status: 'info' | 'success' | 'warning' | 'danger';
  /** `alert` interrupts a screen reader, `status` waits; neither for what was there before. */
  role?: 'alert' | 'status';
  title: ReactNode;
  children?: ReactNode;
  onRetry?: () => void;
  isRetrying?: boolean;
}) {
  const { status, role, title, children, onRetry, isRetrying } = props;
  const t = useTexts();
  const hasMore = Boolean(children) || onRetry !== undefined;
  return (
    <Alert
      role={role}
      status={status}
      icon
      title={title}
      description={
        hasMore && (
          <div className={styles.more}>
            {children}
            {onRetry && (
              <Button
                size="small"
                variant="secondary"
                className={styles.retry}
                onPress={onRetry}
                isPending={isRetrying}
              >
                {t('action.retry')}
              </Button>
            )}
          </div>
        )
      }
    />
  );
}
