import { Text } from '@backstage/ui';
import {
  SITES,
  type ServiceStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import { readinessStyle } from '../common/readinessStyle';
import { Ago } from '../common/Moment';
import { StateLabel } from '../common/StateLabel';
import styles from './HybridTab.module.css';

/** Could all traffic go to each site, and if not, which safety rules fail. */
export function Readiness(props: { status: ServiceStatus }) {
  const { status } = props;
  const { readiness } = status;
  const t = useTexts();
  return (
    <section aria-label={t('tab.readiness')} className={styles.readiness}>
      <Text as="h4" variant="body-medium" weight="bold">
        {t('tab.readiness')}
      </Text>
      {!readiness && (
        <Text as="p" variant="body-small" color="secondary">
          {t('tab.readinessUnknown')}
        </Text>
      )}
      {readiness && (
        <ul className={styles.ready}>
          {SITES.map(site => {
            const { ready, failed, checkedAt } = readiness[site];
            return (
              <li key={site}>
                <div className={styles.verdict}>
                  <StateLabel statusStyle={readinessStyle(status, site)}>
                    {t(ready ? 'tab.ready' : 'tab.notReady', {
                      site: t(`site.${site}`),
                    })}
                  </StateLabel>
                  <Text variant="body-small" color="secondary">
                    <Ago iso={checkedAt} />
                  </Text>
                </div>
                {failed.length > 0 && (
                  <ul className={styles.failed}>
                    {failed.map(rule => (
                      <li key={rule.id}>
                        {rule.title}
                        <Text as="div" variant="body-small" color="secondary">
                          {rule.explanation}
                          {rule.remedy &&
                            ` ${t('dialog.remedy', { remedy: rule.remedy })}`}
                        </Text>
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
