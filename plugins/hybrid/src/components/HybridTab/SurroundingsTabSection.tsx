import { useTexts } from '../../hooks/useTexts';
import { SurroundingsSection } from '../Surroundings';
import { Section } from './Section';
import type { TabSectionProps } from './sections';

/** The ways to the sites. */
export function SurroundingsTabSection(props: TabSectionProps) {
  const t = useTexts();
  return (
    <Section title={t('surroundings.title')}>
      <SurroundingsSection platform={props.platform} />
    </Section>
  );
}
