import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiQuestionFill,
} from '@remixicon/react';
import { Text } from '@backstage/ui';
import type { TunnelStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import type { StatusStyle } from '../common/statusStyles';
import { Ago } from '../common/Moment';
import { Notice } from '../common/Notice';
import { StateLabel } from '../common/StateLabel';
import styles from './Infrastructure.module.css';

const tunnelStyles: Record<TunnelStatus['state'], StatusStyle> = {
  up: { status: 'success', Icon: RiCheckboxCircleFill },
  down: { status: 'danger', Icon: RiCloseCircleFill },
  unknown: { status: 'neutral', Icon: RiQuestionFill },
};

/** The VPN tunnels, and what it means when they are down. */
export function Tunnels(props: {
  tunnels: TunnelStatus[];
  /** Nobody could look, so that there are none here says nothing. */
  isUnknown?: boolean;
}) {
  const { tunnels, isUnknown = false } = props;
  const t = useTexts();
  const warning = warningOf(tunnels);
  return (
    <section aria-label={t('surroundings.vpn.title')}>
      <Text
        as="h4"
        variant="body-medium"
        weight="bold"
        className={styles.title}
      >
        {t('surroundings.vpn.title')}
      </Text>
      {tunnels.length === 0 && (
        <Text as="p" color="secondary">
          {t(isUnknown ? 'surroundings.vpn.notKnown' : 'surroundings.vpn.none')}
        </Text>
      )}
      {warning && (
        <Notice
          status={warning === 'allDown' ? 'danger' : 'warning'}
          title={t(`surroundings.vpn.${warning}`)}
        />
      )}
      {tunnels.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('surroundings.vpn.tunnel')}</th>
              <th scope="col">{t('surroundings.vpn.connection')}</th>
              <th scope="col">{t('surroundings.vpn.state')}</th>
              <th scope="col">{t('surroundings.vpn.since')}</th>
            </tr>
          </thead>
          <tbody>
            {tunnels.map(tunnel => (
              <tr key={`${tunnel.connectionId} ${tunnel.outsideIpAddress}`}>
                <th scope="row">
                  {tunnel.outsideIpAddress || t('surroundings.vpn.unknown')}
                </th>
                <td>{tunnel.connectionId}</td>
                <td>
                  <StateLabel statusStyle={tunnelStyles[tunnel.state]}>
                    {t(`surroundings.vpn.${tunnel.state}`)}
                  </StateLabel>
                  {tunnel.message && (
                    <Text as="div" variant="body-small" color="secondary">
                      {tunnel.message}
                    </Text>
                  )}
                </td>
                <td>{tunnel.since && <Ago iso={tunnel.since} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** What the tunnels mean together; nothing to say where all are up. */
function warningOf(tunnels: TunnelStatus[]) {
  const count = (wanted: TunnelStatus['state']) =>
    tunnels.filter(({ state }) => state === wanted).length;
  const up = count('up');
  if (up === tunnels.length) return undefined;
  if (count('down') === tunnels.length) return 'allDown';
  if (count('unknown') === 0) return 'oneDown';
  return up === 0 ? 'noneKnownUp' : 'oneKnownUp';
}
