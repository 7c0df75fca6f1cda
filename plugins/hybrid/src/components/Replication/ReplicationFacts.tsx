import type { ReactNode } from 'react';
import type { ReplicationStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatDuration } from '../../format/duration';
import { formatCount, formatShare } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import { StateLabel } from '../common/StateLabel';
import { replicationStyle } from './statusStyles';
import styles from './Replication.module.css';

/** State, lag and progress of a replication. */
export function ReplicationFacts(props: { replication: ReplicationStatus }) {
  const { id, state, lagSeconds, fullLoadProgressPercent, tables } =
    props.replication;
  const t = useTexts();
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
      {fact(
        t('replication.lag'),
        lagSeconds === undefined
          ? t('replication.lagUnknown')
          : formatDuration(t, lagSeconds),
      )}
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
