import {
  SITES,
  type ServiceStatus,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatShare } from '../../format/numbers';
import type { Texts } from '../../translations/useTexts';
import styles from './TrafficCell.module.css';

/** Two thin bars on one scale: what the weights set, and what the sites really serve. */
export function TrafficCell(props: { service: ServiceStatus; t: Texts }) {
  const { service, t } = props;
  const { sites } = service;
  const hasTraffic = SITES.some(site => sites[site].actualShare !== undefined);
  return (
    <div className={styles.traffic}>
      <Bar
        t={t}
        name={t('fleet.set')}
        shares={{ 'on-prem': sites['on-prem'].share, aws: sites.aws.share }}
        title={t('fleet.setLabel', {
          onPrem: String(sites['on-prem'].weight),
          aws: String(sites.aws.weight),
        })}
      />
      {hasTraffic ? (
        <Bar
          t={t}
          name={t('fleet.actual')}
          shares={{
            'on-prem': sites['on-prem'].actualShare ?? 0,
            aws: sites.aws.actualShare ?? 0,
          }}
        />
      ) : (
        <div className={styles.row}>
          <span className={styles.name}>{t('fleet.actual')}</span>
          <span className={styles.nothing}>{t('fleet.noRequests')}</span>
        </div>
      )}
    </div>
  );
}

function Bar(props: {
  t: Texts;
  name: string;
  shares: Record<Site, number>;
  title?: string;
}) {
  const { t, name, shares, title } = props;
  const label = t('share.barLabel', {
    row: name,
    onPrem: formatShare(shares['on-prem']),
    aws: formatShare(shares.aws),
  });
  return (
    <div className={styles.row} title={title}>
      <span className={styles.name} aria-hidden>
        {name}
      </span>
      <span className={styles.number} aria-hidden>
        {formatShare(shares['on-prem'])}
      </span>
      <span className={styles.bar} role="img" aria-label={label}>
        {SITES.filter(site => shares[site] > 0).map(site => (
          <span
            key={site}
            data-site={site}
            className={styles.segment}
            style={{ flexGrow: shares[site] }}
          />
        ))}
      </span>
      <span className={styles.number} aria-hidden>
        {formatShare(shares.aws)}
      </span>
    </div>
  );
}
