import {
  SITES,
  type Site,
  type SiteStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatDuration } from '../../format/duration';
import { formatShare } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import { SiteName } from '../common/SiteName';
import colours from '../common/siteColours.module.css';
import styles from './ShareBars.module.css';

/**
 * Two bars, one above the other on the same scale: the shares that the weights set, and the
 * shares of the requests that the sites really served. Where they differ, it shows.
 */
export function ShareBars(props: {
  sites: Record<Site, SiteStatus>;
  windowSeconds: number;
}) {
  const { sites, windowSeconds } = props;
  const t = useTexts();
  const window = formatDuration(t, windowSeconds);
  const hasTraffic = SITES.some(site => sites[site].actualShare !== undefined);

  return (
    <section
      aria-label={t('share.caption')}
      className={`${colours.colours} ${styles.shares}`}
    >
      <div className={styles.legend}>
        {SITES.map(site => (
          <span key={site} className={styles.key}>
            <span className={styles.swatch} data-site={site} aria-hidden />
            <SiteName site={site} />
          </span>
        ))}
      </div>
      <ShareBar
        row={t('share.set')}
        shares={{ 'on-prem': sites['on-prem'].share, aws: sites.aws.share }}
      />
      {hasTraffic ? (
        <ShareBar
          row={t('share.actual')}
          shares={{
            'on-prem': sites['on-prem'].actualShare ?? 0,
            aws: sites.aws.actualShare ?? 0,
          }}
        />
      ) : (
        <div className={styles.row}>
          <span className={styles.rowName}>{t('share.actual')}</span>
          <span className={styles.nothing}>
            {t('share.noRequests', { window })}
          </span>
        </div>
      )}
      {hasTraffic && (
        <span className={styles.note}>{t('share.window', { window })}</span>
      )}
    </section>
  );
}

function ShareBar(props: { row: string; shares: Record<Site, number> }) {
  const { row, shares } = props;
  const t = useTexts();
  return (
    <div className={styles.row}>
      <span className={styles.rowName} aria-hidden>
        {row}
      </span>
      <span className={styles.share} data-site="on-prem" aria-hidden>
        {formatShare(shares['on-prem'])}
      </span>
      <span
        role="img"
        aria-label={t('share.barLabel', {
          row,
          onPrem: formatShare(shares['on-prem']),
          aws: formatShare(shares.aws),
        })}
        className={styles.bar}
      >
        {SITES.filter(site => shares[site] > 0).map(site => (
          <span
            key={site}
            className={styles.segment}
            data-site={site}
            style={{ flexGrow: shares[site] }}
          />
        ))}
      </span>
      <span className={styles.share} data-site="aws" aria-hidden>
        {formatShare(shares.aws)}
      </span>
    </div>
  );
}
