import { Text } from '@backstage/ui';
import { SITE_NAMES } from './figures';
import type { Site } from './SandboxClient';
import styles from './TrafficBar.module.css';

/** How the requests were shared between the sites. */
export function TrafficBar({ shares }: { shares?: Record<Site, number> }) {
  if (!shares) return <Text color="secondary">no requests</Text>;
  return (
    <div>
      <div className={styles.bar} aria-hidden="true">
        <div
          className={styles.onPrem}
          style={{ flexGrow: shares['on-prem'] }}
        />
        <div className={styles.aws} style={{ flexGrow: shares.aws }} />
      </div>
      <span className={styles.figures}>
        <span>{`${SITE_NAMES['on-prem']} ${shares['on-prem']} %`}</span>
        <span>{`${SITE_NAMES.aws} ${shares.aws} %`}</span>
      </span>
    </div>
  );
}
