import { Text } from '@backstage/ui';
import type { EvacuationItem } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatDuration } from '../../format/duration';
import { useTexts } from '../../translations/useTexts';
import styles from './EvacuationPage.module.css';
import { recoveryTimesOf } from './outcome';

const FIGURES = ['fastest', 'median', 'p95', 'slowest'] as const;

/** How long it took the services to be served from the other site. */
export function Report(props: { items: readonly EvacuationItem[] }) {
  const t = useTexts();
  const times = recoveryTimesOf(props.items);
  return (
    <section aria-label={t('evacuation.report')}>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('evacuation.report')}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {times ? t('evacuation.reportText') : t('evacuation.reportNone')}
      </Text>
      {times && (
        <dl className={styles.times}>
          {FIGURES.map(figure => (
            <div key={figure}>
              <dt>{t(`evacuation.${figure}`)}</dt>
              <dd>{formatDuration(t, times[figure])}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
