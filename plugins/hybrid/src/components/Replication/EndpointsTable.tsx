import type { ReplicationEndpointStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { Text } from '@backstage/ui';
import { useTexts } from '../../translations/useTexts';
import { SiteName } from '../common/SiteName';
import { StateLabel } from '../common/StateLabel';
import { connectionStyles } from './statusStyles';
import styles from './Replication.module.css';

/** Both ends of a replication, and whether DMS reaches them. */
export function EndpointsTable(props: {
  id: string;
  endpoints: ReplicationEndpointStatus[];
}) {
  const { id, endpoints } = props;
  const t = useTexts();
  return (
    <table
      className={styles.table}
      aria-label={t('replication.endpoints', { id })}
    >
      <thead>
        <tr>
          <th scope="col">{t('replication.endpoint')}</th>
          <th scope="col">{t('dialog.site')}</th>
          <th scope="col">{t('replication.connection')}</th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map(endpoint => (
          <tr key={endpoint.role}>
            <th scope="row">
              {t(`replication.role.${endpoint.role}`)}: {endpoint.id}
              <Text as="div" variant="body-small" color="secondary">
                {endpoint.engine}
                {endpoint.server && ` · ${endpoint.server}`}
              </Text>
            </th>
            <td>{endpoint.site && <SiteName site={endpoint.site} />}</td>
            <td>
              <StateLabel statusStyle={connectionStyles[endpoint.connection]}>
                {t(`replication.connectionState.${endpoint.connection}`)}
              </StateLabel>
              {endpoint.failureMessage && (
                <Text as="div" variant="body-small">
                  {endpoint.failureMessage}
                </Text>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
