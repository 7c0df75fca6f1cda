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
export function Tunnels(props: { tunnels: TunnelStatus[] }) {
  const { tunnels } = props;
  const t = useTexts();
  const down = tunnels.filter(({ state }) => state === 'down').length;
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
          {t('surroundings.vpn.none')}
        </Text>
      )}
      {down > 0 && (
        <Notice
          status={down === tunnels.length ? 'danger' : 'warning'}
          title={
            down === tunnels.length
              ? t('surroundings.vpn.allDown')
              : t('surroundings.vpn.oneDown')
          }
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
