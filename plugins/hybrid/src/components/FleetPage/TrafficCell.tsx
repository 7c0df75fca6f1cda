import {
  SITES,
  type ServiceStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatShare } from '../../format/numbers';
import type { Texts } from '../../translations/useTexts';
import { groupRules, siteShareInWords } from '../common/rules';
import { ShareBar } from '../common/ShareBar';
import { setShares, sharesInWords, type Shares } from '../common/shares';
import colours from '../common/siteColours.module.css';
import styles from './TrafficCell.module.css';

/** Two thin bars on one scale: what the weights set, and what the sites really serve. */
export function TrafficCell(props: { service: ServiceStatus; t: Texts }) {
  const { service, t } = props;
  return (
    <div className={`${colours.colours} ${styles.traffic}`}>
      <SetLine service={service} t={t} />
      <ActualLine service={service} t={t} />
    </div>
  );
}

function SetLine(props: { service: ServiceStatus; t: Texts }) {
  const { service, t } = props;
  const { sites, rules } = service;
  if (groupRules(rules).length > 1) {
    return (
      <Words name={t('fleet.set')}>
        {t('fleet.setByRule', {
          aws: siteShareInWords(t, 'aws', sites.aws.share, rules),
        })}
      </Words>
    );
  }
  return (
    <Bar
      t={t}
      name={t('fleet.set')}
      shares={setShares(service)}
      title={t('fleet.setLabel', {
        onPrem: String(sites['on-prem'].weight),
        aws: String(sites.aws.weight),
      })}
    />
  );
}

/** What the sites serve is not all where some of it goes to neither: that is said instead. */
function ActualLine(props: { service: ServiceStatus; t: Texts }) {
  const { service, t } = props;
  const { sites, elsewhereShare = 0, rules } = service;
  if (elsewhereShare > 0) {
    const isMost = groupRules(rules).length > 1;
    return (
      <Words>
        {t(isMost ? 'fleet.upToElsewhere' : 'fleet.toElsewhere', {
          share: formatShare(elsewhereShare),
        })}
      </Words>
    );
  }
  const hasTraffic = SITES.some(site => sites[site].actualShare !== undefined);
  return hasTraffic ? (
    <Bar
      t={t}
      name={t('fleet.actual')}
      shares={{
        'on-prem': sites['on-prem'].actualShare ?? 0,
        aws: sites.aws.actualShare ?? 0,
        elsewhere: 0,
      }}
    />
  ) : (
    <Words name={t('fleet.actual')}>
      {SITES.every(site => sites[site].requests !== undefined)
        ? t('fleet.noRequests')
        : t('fleet.requestsUnknown')}
    </Words>
  );
}

function Words(props: { name?: string; children: string }) {
  const { name, children } = props;
  return (
    <div className={styles.row}>
      {name && <span className={styles.name}>{name}</span>}
      <span className={name ? styles.words : styles.sentence}>{children}</span>
    </div>
  );
}

function Bar(props: {
  t: Texts;
  name: string;
  shares: Shares;
  title?: string;
}) {
  const { t, name, shares, title } = props;
  return (
    <div className={styles.row} title={title}>
      <span className={styles.name} aria-hidden>
        {name}
      </span>
      <ShareBar
        isSmall
        shares={shares}
        label={sharesInWords(t, name, shares)}
      />
    </div>
  );
}
