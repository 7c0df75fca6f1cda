import type { SandboxStatus } from '@hybrid-platform/sandbox';
import { Switch, Text } from '@backstage/ui';
import { SITE_NAMES, SITES, trafficShares } from './figures';
import type { Site } from './SandboxClient';
import styles from './ServicesCard.module.css';
import { TrafficBar } from './TrafficBar';
import type { Change } from './useSandbox';

type Service = SandboxStatus['services'][number];

export function ServiceRow(props: { service: Service; change: Change }) {
  const { service, change } = props;
  const { 'on-prem': onPrem, aws } = service.sites;
  const requests = onPrem.requests + aws.requests;
  const failures = onPrem.failures + aws.failures;
  return (
    <tr>
      <th scope="row">{service.name}</th>
      <td className={styles.figures}>{`${onPrem.weight} / ${aws.weight}`}</td>
      <td>
        <TrafficBar shares={trafficShares(service)} />
      </td>
      <td className={styles.figures}>
        <Text color={failures > 0 ? 'danger' : 'primary'}>
          {`${failures} of ${requests}`}
        </Text>
      </td>
      {SITES.map(site => (
        <td key={site}>
          <SiteCell service={service} site={site} change={change} />
        </td>
      ))}
      <td>
        <Alarms alarms={service.alarms} />
      </td>
    </tr>
  );
}

function SiteCell(props: { service: Service; site: Site; change: Change }) {
  const { service, site, change } = props;
  const { up, healthy, total } = service.sites[site];
  return (
    <div className={styles.site}>
      <Switch
        aria-label={`${service.name} on ${SITE_NAMES[site]}`}
        isSelected={up}
        onChange={value =>
          change(api => api.setServiceSite(service.name, site, value))
        }
      />
      <Text color={healthy === 0 ? 'danger' : 'secondary'}>
        {`${healthy} of ${total} healthy`}
      </Text>
    </div>
  );
}

function Alarms({ alarms }: { alarms: Service['alarms'] }) {
  const raised = alarms.filter(alarm => alarm.state === 'ALARM');
  if (raised.length === 0) return <Text color="secondary">none</Text>;
  return (
    <>
      {raised.map(alarm => (
        <Text as="div" color="danger" key={alarm.name}>
          {alarm.name}
        </Text>
      ))}
    </>
  );
}
