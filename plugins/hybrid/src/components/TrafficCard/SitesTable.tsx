import type { ReactNode } from 'react';
import { Text } from '@backstage/ui';
import {
  SITES,
  type ServiceStatus,
  type Site,
  type SiteStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatCount, formatShare } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import { readinessStyle } from '../common/readinessStyle';
import { healthStyles } from '../common/statusStyles';
import { groupRules } from '../common/rules';
import { SiteName } from '../common/SiteName';
import { Ago } from '../common/Moment';
import { StateLabel } from '../common/StateLabel';
import styles from './SitesTable.module.css';
import { Targets } from './Targets';

/** What there is to know of each site, side by side. */
export function SitesTable(props: {
  status: Pick<ServiceStatus, 'sites' | 'rules' | 'elsewhereShare'>;
  /** The service of which is said whether each site could take all traffic. */
  readyFor?: ServiceStatus;
}) {
  const { status, readyFor } = props;
  const { sites, elsewhereShare = 0, rules } = status;
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
        {row(t('sites.weight'), (ofSite, site) => (
          <SetWeight site={site} status={ofSite} rules={rules} />
        ))}
        {row(
          t(elsewhereShare > 0 ? 'sites.shareOfSites' : 'sites.actualShare'),
          ({ actualShare }) => share(actualShare),
        )}
        {row(t('sites.requests'), ({ requests }) =>
          requests === undefined ? t('sites.noData') : formatCount(requests),
        )}
        {row(t('sites.errors'), site => (
          <Errors site={site} />
        ))}
        {readyFor?.readiness &&
          row(t('sites.readiness'), (_, site) => (
            <Ready service={readyFor} site={site} />
          ))}
      </tbody>
    </table>
  );
}

/** What is set; where rules disagree, what each of them sets. */
function SetWeight(props: {
  site: Site;
  status: SiteStatus;
  rules: ServiceStatus['rules'];
}) {
  const { site, status, rules } = props;
  const { defaultWeight } = status;
  const t = useTexts();
  const groups = groupRules(rules);
  const set =
    groups.length > 1
      ? groups.map(({ weights, shares }) => [weights[site], shares[site]])
      : [[status.weight, status.share]];
  return (
    <>
      {set.map(([weight, share]) => (
        <div key={`${weight} ${share}`}>
          {t('sites.weightOnly', {
            weight: String(weight),
            share: formatShare(share),
          })}
        </div>
      ))}
      {set.length > 1 && (
        <Text as="div" variant="body-small">
          {t('sites.byRule')}
        </Text>
      )}
      {set.some(([weight]) => weight !== defaultWeight) && (
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

function Ready(props: { service: ServiceStatus; site: Site }) {
  const { service, site } = props;
  const { ready, failed, checkedAt } = service.readiness![site];
  const t = useTexts();
  return (
    <>
      <StateLabel statusStyle={readinessStyle(service, site)}>
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
