import { useTexts } from '../../translations/useTexts';
import { TrafficCharts } from '../TrafficCharts';
import { Section } from './Section';
import type { TabSectionProps } from './TabSectionProps';

/** What the sites served over time. */
export function ChartsSection(props: TabSectionProps) {
  const t = useTexts();
  return (
    <Section title={t('charts.title')}>
      <TrafficCharts entityRef={props.entityRef} />
    </Section>
  );
}
