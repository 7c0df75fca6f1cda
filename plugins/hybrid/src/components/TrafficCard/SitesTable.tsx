import type { ReactNode } from 'react';
import { Text } from '@backstage/ui';
import {
  SITES,
  type ServiceStatus,
  type Site,
  type SiteReadiness,
  type SiteStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatCount, formatShare } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import { healthStyles, ruleStyles } from '../common/statusStyles';
import { SiteName } from '../common/SiteName';
import { Ago } from '../common/Moment';
import { StateLabel } from '../common/StateLabel';
import styles from './SitesTable.module.css';
import { Targets } from './Targets';

/** What there is to know of each site, side by side. */
export function SitesTable(props: {
  sites: Record<Site, SiteStatus>;
  /** Whether each site could take all traffic; nothing is said of it without. */
  readiness?: ServiceStatus['readiness'];
}) {
  const { sites, readiness } = props;
  const t = useTexts();
  const row = (
    name: string,
    cell: (status: SiteStatus, site: Site) => ReactNode,
  ) => (
    <tr>
      <th scope="row">{name}</th>
      {SITES.map(site => (
        <td key={site}>{cell(sites[site], site)}</td>
      ))}
    </tr>
  );
  const share = (value?: number) =>
    value === undefined ? t('sites.noData') : formatShare(value);

  return (
    <table className={styles.table} aria-label={t('sites.caption')}>
      <thead>
        <tr>
          <td />
          {SITES.map(site => (
            <th key={site} scope="col">
              <SiteName site={site} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {row(t('sites.health'), ({ health }) => (
          <StateLabel statusStyle={healthStyles[health]}>
            {t(`health.${health}`)}
          </StateLabel>
        ))}
        {row(t('sites.targets'), ({ targets }) => (
          <Targets targets={targets} />
        ))}
        {row(t('sites.weight'), site => (
          <SetWeight site={site} />
        ))}
        {row(t('sites.actualShare'), ({ actualShare }) => share(actualShare))}
        {row(t('sites.requests'), ({ requests }) =>
          requests === undefined ? t('sites.noData') : formatCount(requests),
        )}
        {row(t('sites.errors'), site => (
          <Errors site={site} />
        ))}
        {readiness &&
          row(t('sites.readiness'), (_, site) => (
            <Ready readiness={readiness[site]} />
          ))}
      </tbody>
    </table>
  );
}

function SetWeight(props: { site: SiteStatus }) {
  const { weight, defaultWeight, share } = props.site;
  const t = useTexts();
  return (
    <>
      {t('sites.weightOnly', {
        weight: String(weight),
        share: formatShare(share),
      })}
      {weight !== defaultWeight && (
        <Text as="div" variant="body-small">
          {defaultWeight === undefined
            ? t('sites.defaultUnknown')
            : t('sites.defaultWeight', { weight: String(defaultWeight) })}
        </Text>
      )}
    </>
  );
}

function Errors(props: { site: SiteStatus }) {
  const { requests, errors } = props.site;
  const t = useTexts();
  if (errors === undefined) return <>{t('sites.noData')}</>;
  if (errors === 0 || !requests) return <>{formatCount(errors)}</>;
  return (
    <strong>
      {t('sites.errorsWithRate', {
        errors: formatCount(errors),
        rate: formatShare(Math.min(100, (errors / requests) * 100)),
      })}
    </strong>
  );
}

function Ready(props: { readiness: SiteReadiness }) {
  const { ready, failed, checkedAt } = props.readiness;
  const t = useTexts();
  return (
    <>
      <StateLabel statusStyle={ready ? ruleStyles.passed : ruleStyles.failed}>
        {t(ready ? 'sites.ready' : 'sites.notReady')}
      </StateLabel>
      <Text as="div" variant="body-small" color="secondary">
        <Ago iso={checkedAt} />
      </Text>
      {failed.map(({ id, title }) => (
        <Text key={id} as="div" variant="body-small">
          {t('sites.failedRule', { rule: title })}
        </Text>
      ))}
    </>
  );
}
