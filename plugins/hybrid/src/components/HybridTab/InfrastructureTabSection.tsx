import { useTexts } from '../../translations/useTexts';
import { InfrastructureSection } from '../Infrastructure';
import { Section } from './Section';
import type { TabSectionProps } from './TabSectionProps';

/** The ways to the sites. */
export function InfrastructureTabSection(props: TabSectionProps) {
  const t = useTexts();
  return (
    <Section title={t('surroundings.title')}>
      <InfrastructureSection platform={props.platform} />
    </Section>
  );
}
