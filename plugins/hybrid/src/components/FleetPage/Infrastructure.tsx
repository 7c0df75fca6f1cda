import type { ReactNode } from 'react';
import type {
  PlatformStatus,
  ReplicationStatus,
  TunnelStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatAge, formatDuration } from '../../format/duration';
import { shownLag, type ShownLag } from '../../format/lag';
import { useNow } from '../../hooks/useNow';
import { useTexts, type Texts } from '../../translations/useTexts';
import { healthStyles, type StatusStyle } from '../common/statusStyles';
import { StateLabel } from '../common/StateLabel';
import styles from './FleetPage.module.css';

/** What the services of the platform depend on, in a line each: VPN and replications. */
export function Infrastructure(props: { platform: PlatformStatus }) {
  const { tunnels, replications, notKnown = [] } = props.platform;
  const t = useTexts();
  return (
    <dl className={styles.infrastructure}>
      <Fact name={t('fleet.vpn')}>
        {tunnels.length === 0 ? (
          t(notKnown.includes('tunnels') ? 'fleet.notKnown' : 'fleet.vpnNone')
        ) : (
          <StateLabel statusStyle={tunnelsStyle(tunnels)}>
            {tunnelsInWords(t, tunnels)}
          </StateLabel>
        )}
      </Fact>
      <Fact name={t('fleet.replication')}>
        {replications.length === 0
          ? t(
              notKnown.includes('replications')
                ? 'fleet.notKnown'
                : 'fleet.replicationNone',
            )
          : replications.map(replication => (
              <Replication key={replication.id} replication={replication} />
            ))}
      </Fact>
    </dl>
  );
}

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function tunnelsInWords(t: Texts, tunnels: readonly TunnelStatus[]): string {
  const unknown = unknownOf(tunnels);
  if (unknown === tunnels.length) return t('fleet.notKnown');
  const counts = { up: String(upOf(tunnels)), total: String(tunnels.length) };
  return unknown > 0
    ? t('fleet.vpnSomeUnknown', { ...counts, unknown: String(unknown) })
    : t('fleet.vpnUp', counts);
}

function unknownOf(tunnels: readonly TunnelStatus[]): number {
  return tunnels.filter(({ state }) => state === 'unknown').length;
}

function upOf(tunnels: readonly TunnelStatus[]): number {
  return tunnels.filter(({ state }) => state === 'up').length;
}

function tunnelsStyle(tunnels: readonly TunnelStatus[]): StatusStyle {
  const up = upOf(tunnels);
  if (up === tunnels.length) return healthStyles.healthy;
  if (up > 0) return healthStyles.degraded;
  return unknownOf(tunnels) > 0 ? healthStyles.unknown : healthStyles.unhealthy;
}

function Replication(props: { replication: ReplicationStatus }) {
  const { replication } = props;
  const { id, state, problem } = replication;
  const t = useTexts();
  const lag = shownLag(replication, useNow(5_000));
  const isBad = problem !== undefined || state.startsWith('failed');
  let style = healthStyles.degraded;
  if (isBad) style = healthStyles.unhealthy;
  // It has done all that it had to.
  else if (lag.is === 'none') style = healthStyles.healthy;
  else if (state === 'running') {
    style = lag.is === 'known' ? healthStyles.healthy : healthStyles.unknown;
  }
  return (
    <div title={problem?.message}>
      <StateLabel statusStyle={style}>
        {t('fleet.replicationLine', { id, state })}, {formatLag(t, lag)}
      </StateLabel>
    </div>
  );
}

function formatLag(t: Texts, lag: ShownLag): string {
  if (lag.is === 'none') return t('fleet.lagNone');
  const { ageSeconds } = lag;
  const age = ageSeconds !== undefined && formatAge(t, ageSeconds);
  if (lag.is === 'unknown') {
    return age ? t('fleet.lagLost', { age }) : t('fleet.lagUnknown');
  }
  const duration = formatDuration(t, lag.lagSeconds);
  return age
    ? t('fleet.lagOld', { duration, age })
    : t('fleet.lag', { duration });
}
