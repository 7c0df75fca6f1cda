import { useTexts } from '../../translations/useTexts';
import { HoldPanel } from '../HoldPanel';
import { Section } from './Section';
import type { TabSectionProps } from './TabSectionProps';

/** Who may shift at all. */
export function HoldSection(props: TabSectionProps) {
  const { entityRef, status, onChanged } = props;
  const t = useTexts();
  return (
    <Section title={t('hold.title')}>
      <HoldPanel entityRef={entityRef} status={status} onChanged={onChanged} />
    </Section>
  );
}
