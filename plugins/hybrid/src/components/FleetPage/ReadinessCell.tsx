import { Text } from '@backstage/ui';
import {
  SITES,
  type ServiceStatus,
  type Site,
  type SiteReadiness,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Texts } from '../../translations/useTexts';
import { Explain } from '../common/Explain';
import { FailedRules } from '../common/FailedRules';
import { readinessStyle } from '../common/readinessStyle';
import type { StatusStyle } from '../common/statusStyles';
import { Ago } from '../common/Moment';
import { StateLabel } from '../common/StateLabel';
import styles from './Cells.module.css';
import { SiteLine } from './SiteLine';

/** Whether each site could take all traffic, and if not, why. */
export function ReadinessCell(props: { service: ServiceStatus; t: Texts }) {
  const { t } = props;
  const { service, readiness } = props.service;
  if (!readiness) {
    return <span className={styles.quiet}>{t('fleet.notChecked')}</span>;
  }
  return (
    <>
      {SITES.map(site => (
        <SiteLine key={site} site={site} t={t}>
          {readiness[site].ready ? (
            <>
              <StateLabel statusStyle={readinessStyle(props.service, site)}>
                {t('fleet.ready')}
              </StateLabel>
              <span className={styles.figures}>
                <Ago iso={readiness[site].checkedAt} />
              </span>
            </>
          ) : (
            <NotReady
              t={t}
              service={service}
              site={site}
              readiness={readiness[site]}
              statusStyle={readinessStyle(props.service, site)}
            />
          )}
        </SiteLine>
      ))}
    </>
  );
}

function NotReady(props: {
  t: Texts;
  service: string;
  site: Site;
  readiness: SiteReadiness;
  statusStyle: StatusStyle;
}) {
  const { t, service, site, readiness, statusStyle } = props;
  const names = { service, site: t(`site.${site}`) };
  return (
    <Explain
      label={t('fleet.whyNotReady', names)}
      words={
        <StateLabel statusStyle={statusStyle}>{t('fleet.notReady')}</StateLabel>
      }
      title={t('fleet.whyTitle', names)}
    >
      <FailedRules rules={readiness.failed} />
      <Text as="p" variant="body-small" color="secondary">
        {t('fleet.checked', { age: <Ago iso={readiness.checkedAt} /> })}
      </Text>
    </Explain>
  );
}
