import type { ReactNode } from 'react';
import {
  SITES,
  type ServiceStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatDuration } from '../../format/duration';
import { formatShare } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import { groupRules, ruleName } from '../common/rules';
import { ShareBar, Swatch } from '../common/ShareBar';
import { setShares, sharesInWords, type Shares } from '../common/shares';
import { SiteName } from '../common/SiteName';
import colours from '../common/siteColours.module.css';
import { RoutingFacts } from './RoutingFacts';
import styles from './ShareBars.module.css';

/**
 * Two bars, one above the other on the same scale: the shares that the weights set, and the
 * shares of the requests that the sites really served. Where they differ, it shows. Where the
 * rules of a service do, each has a bar.
 */
export function ShareBars(props: { status: ServiceStatus }) {
  const { status } = props;
  const { sites, windowSeconds, elsewhereShare = 0, rules = [] } = status;
  const t = useTexts();
  const window = formatDuration(t, windowSeconds);
  const hasTraffic = SITES.some(site => sites[site].actualShare !== undefined);
  const isKnown = SITES.every(site => sites[site].requests !== undefined);
  const hasElsewhere = elsewhereShare > 0;
  const groups = groupRules(rules);
  const actual = t(hasElsewhere ? 'share.actualOfSites' : 'share.actual');

  return (
    <section
      aria-label={t('share.caption')}
      className={`${colours.colours} ${styles.shares}`}
    >
      <div className={styles.legend}>
        <Key of="on-prem">
          <SiteName site="on-prem" />
        </Key>
        {hasElsewhere && <Key of="elsewhere">{t('share.elsewhere')}</Key>}
        <Key of="aws">
          <SiteName site="aws" />
        </Key>
      </div>
      {groups.length > 1 ? (
        groups.map(group => (
          <Row
            key={group.rules[0].arn}
            isLong
            name={t('share.setByRules', {
              rules: group.rules.map(rule => ruleName(rule, rules)).join(', '),
            })}
            shares={group.shares}
          />
        ))
      ) : (
        <Row name={t('share.set')} shares={setShares(status)} />
      )}
      {hasTraffic ? (
        <Row
          name={actual}
          isLong={hasElsewhere || groups.length > 1}
          shares={{
            'on-prem': sites['on-prem'].actualShare ?? 0,
            aws: sites.aws.actualShare ?? 0,
            elsewhere: 0,
          }}
        />
      ) : (
        <div className={styles.row}>
          <span className={styles.rowName}>{t('share.actual')}</span>
          <span className={styles.nothing}>
            {isKnown
              ? t('share.noRequests', { window })
              : t('share.requestsUnknown')}
          </span>
        </div>
      )}
      {hasElsewhere && (
        <span className={styles.elsewhere}>
          {t(groups.length > 1 ? 'share.upToElsewhere' : 'share.toElsewhere', {
            share: formatShare(elsewhereShare),
          })}
        </span>
      )}
      {hasTraffic && (
        <span className={styles.note}>
          {t(hasElsewhere ? 'share.windowOfSites' : 'share.window', { window })}
        </span>
      )}
      <RoutingFacts status={status} className={styles.note} />
    </section>
  );
}

function Key(props: { of: keyof Shares; children: ReactNode }) {
  return (
    <span className={styles.key}>
      <Swatch of={props.of} />
      {props.children}
    </span>
  );
}

function Row(props: {
  name: string;
  shares: Shares;
  /** The name is a sentence, which stands above the bar. */
  isLong?: boolean;
}) {
  const { name, shares, isLong = false } = props;
  const t = useTexts();
  return (
    <div className={styles.row} data-long={isLong}>
      <span className={styles.rowName} aria-hidden>
        {name}
      </span>
      <ShareBar shares={shares} label={sharesInWords(t, name, shares)} />
    </div>
  );
}
