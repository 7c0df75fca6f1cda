import type { ReactNode } from 'react';
import type { ReplicationStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatAge, formatDuration } from '../../format/duration';
import { shownLag } from '../../format/lag';
import { formatCount, formatShare } from '../../format/numbers';
import { useNow } from '../../hooks/useNow';
import { useTexts, type Texts } from '../../translations/useTexts';
import { StateLabel } from '../common/StateLabel';
import { replicationStyle } from './statusStyles';
import styles from './Replication.module.css';

/** State, lag and progress of a replication. */
export function ReplicationFacts(props: { replication: ReplicationStatus }) {
  const { replication } = props;
  const { id, state, fullLoadProgressPercent, tables } = replication;
  const t = useTexts();
  const now = useNow(5_000);
  const fact = (name: string, value: ReactNode) => (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
  return (
    <dl className={styles.facts} aria-label={t('replication.facts', { id })}>
      {fact(
        t('replication.state'),
        // DMS's own words, by which its documentation and console speak of it.
        <StateLabel statusStyle={replicationStyle(state)}>{state}</StateLabel>,
      )}
      {fact(t('replication.lag'), formatLag(t, replication, now))}
      {fullLoadProgressPercent !== undefined &&
        fact(t('replication.fullLoad'), formatShare(fullLoadProgressPercent))}
      {tables &&
        fact(
          t('replication.tables'),
          t('replication.tableCounts', {
            loaded: formatCount(tables.loaded),
            loading: formatCount(tables.loading),
            queued: formatCount(tables.queued),
            errored: formatCount(tables.errored),
          }),
        )}
    </dl>
  );
}

function formatLag(
  t: Texts,
  replication: ReplicationStatus,
  now: number,
): string {
  const lag = shownLag(replication, now);
  if (lag.is === 'none') return t('replication.lagNone');
  const { ageSeconds } = lag;
  const age = ageSeconds !== undefined && formatAge(t, ageSeconds);
  if (lag.is === 'unknown') {
    return age
      ? t('replication.lagLost', { age })
      : t('replication.lagUnknown');
  }
  const known = formatDuration(t, lag.lagSeconds);
  return age ? t('replication.lagOld', { lag: known, age }) : known;
}
