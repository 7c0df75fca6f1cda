import type { ReactNode } from 'react';
import type {
  PlatformStatus,
  ReplicationStatus,
  TunnelStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatDuration } from '../../format/duration';
import { useTexts } from '../../translations/useTexts';
import { healthStyles, type StatusStyle } from '../common/statusStyles';
import { StateLabel } from '../common/StateLabel';
import styles from './FleetPage.module.css';

/** What the services of the platform depend on, in a line each: VPN and replications. */
export function Infrastructure(props: { platform: PlatformStatus }) {
  const { tunnels, replications } = props.platform;
  const t = useTexts();
  return (
    <dl className={styles.infrastructure}>
      <Fact name={t('fleet.vpn')}>
        {tunnels.length === 0 ? (
          t('fleet.vpnNone')
        ) : (
          <StateLabel statusStyle={tunnelsStyle(tunnels)}>
            {t('fleet.vpnUp', {
              up: String(upOf(tunnels)),
              total: String(tunnels.length),
            })}
          </StateLabel>
        )}
      </Fact>
      <Fact name={t('fleet.replication')}>
        {replications.length === 0
          ? t('fleet.replicationNone')
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

function upOf(tunnels: readonly TunnelStatus[]): number {
  return tunnels.filter(({ state }) => state === 'up').length;
}

function tunnelsStyle(tunnels: readonly TunnelStatus[]): StatusStyle {
  const up = upOf(tunnels);
  if (up === tunnels.length) return healthStyles.healthy;
  if (up > 0) return healthStyles.degraded;
  return tunnels.every(({ state }) => state === 'unknown')
    ? healthStyles.unknown
    : healthStyles.unhealthy;
}

function Replication(props: { replication: ReplicationStatus }) {
  const { id, state, lagSeconds, problem } = props.replication;
  const t = useTexts();
  const isBad = problem !== undefined || state.startsWith('failed');
  const isRunning = state === 'running';
  let style = healthStyles.degraded;
  if (isBad) style = healthStyles.unhealthy;
  else if (isRunning) style = healthStyles.healthy;
  const lag =
    lagSeconds === undefined
      ? t('fleet.lagUnknown')
      : t('fleet.lag', { duration: formatDuration(t, lagSeconds) });
  return (
    <div title={problem?.message}>
      <StateLabel statusStyle={style}>
        {t('fleet.replicationLine', { id, state })}, {lag}
      </StateLabel>
    </div>
  );
}
