import { Text } from '@backstage/ui';
import { formatAge, secondsBetween } from '../../format/duration';
import { useNow } from '../../hooks/useNow';
import { useTexts } from '../../translations/useTexts';
import { AlarmList } from '../TrafficCard/AlarmList';
import { Notices } from '../TrafficCard/Notices';
import { ShareBars } from '../TrafficCard/ShareBars';
import { SitesTable } from '../TrafficCard/SitesTable';
import styles from './HybridTab.module.css';
import { Readiness } from './Readiness';
import { Section } from './Section';
import type { TabSectionProps } from './TabSectionProps';

/** How the service is served at this moment, and whether it could move. */
export function NowSection(props: TabSectionProps) {
  const { status, live, onChanged } = props;
  const t = useTexts();
  const now = useNow();
  const age = formatAge(
    t,
    status.snapshot.ageSeconds + secondsBetween(live.updatedAt ?? now, now),
  );
  return (
    <Section title={t('tab.now')}>
      <div className={styles.stack}>
        <Text as="p" variant="body-small" color="secondary">
          {status.platform}/{status.service} · {t('card.updated', { age })}
        </Text>
        <Notices
          status={status}
          age={age}
          refetchError={live.error}
          isRefetching={live.isFetching}
          onRefetch={onChanged}
        />
        <ShareBars status={status} />
        <SitesTable status={status} />
        <Readiness status={status} />
        <AlarmList alarms={status.alarms} problem={status.alarmsProblem} />
      </div>
    </Section>
  );
}
