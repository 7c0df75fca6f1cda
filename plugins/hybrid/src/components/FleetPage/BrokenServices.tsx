import { Text } from '@backstage/ui';
import type { BrokenService } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import { healthStyles } from '../common/statusStyles';
import { StateLabel } from '../common/StateLabel';
import styles from './FleetPage.module.css';

/** Services that are there but cannot be shown, each with what is wrong and what helps. */
export function BrokenServices(props: { services: readonly BrokenService[] }) {
  const { services } = props;
  const t = useTexts();
  if (services.length === 0) return null;
  return (
    <section aria-label={t('fleet.broken')}>
      <Text as="h3" variant="title-x-small" weight="bold">
        {t('fleet.broken')}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {t('fleet.brokenText')}
      </Text>
      <ul className={styles.broken}>
        {services.map(({ service, problem }) => (
          <li key={service}>
            <StateLabel statusStyle={healthStyles.unhealthy}>
              {service}
            </StateLabel>
            <div>{problem.message}</div>
            <div>{t('dialog.remedy', { remedy: problem.remedy })}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}
