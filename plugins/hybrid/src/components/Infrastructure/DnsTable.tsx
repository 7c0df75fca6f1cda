import { Text } from '@backstage/ui';
import type { DnsRecordStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import { healthStyles } from '../common/statusStyles';
import { StateLabel } from '../common/StateLabel';
import styles from './Infrastructure.module.css';

/** The DNS records that lead to the platform. */
export function DnsTable(props: {
  records: DnsRecordStatus[];
  /** Nobody could look, so that there are none here says nothing. */
  isUnknown?: boolean;
}) {
  const { records, isUnknown = false } = props;
  const t = useTexts();
  return (
    <section aria-label={t('surroundings.dns.title')}>
      <Text
        as="h4"
        variant="body-medium"
        weight="bold"
        className={styles.title}
      >
        {t('surroundings.dns.title')}
      </Text>
      {records.length === 0 ? (
        <Text as="p" color="secondary">
          {t(isUnknown ? 'surroundings.dns.notKnown' : 'surroundings.dns.none')}
        </Text>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('surroundings.dns.name')}</th>
              <th scope="col">{t('surroundings.dns.type')}</th>
              <th scope="col">{t('surroundings.dns.target')}</th>
              <th scope="col">{t('surroundings.dns.health')}</th>
            </tr>
          </thead>
          <tbody>
            {records.map(record => (
              <tr key={`${record.name} ${record.type} ${record.target}`}>
                <th scope="row">{record.name}</th>
                <td>{record.type}</td>
                <td>{record.target}</td>
                <td>
                  <StateLabel statusStyle={healthStyles[record.health]}>
                    {t(`health.${record.health}`)}
                  </StateLabel>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
