import { useTexts } from '../../translations/useTexts';
import { ReplicationSection } from '../Replication';
import { Section } from './Section';
import type { TabSectionProps } from './TabSectionProps';

/** The data behind the service. */
export function ReplicationTabSection(props: TabSectionProps) {
  const t = useTexts();
  return (
    <Section title={t('replication.title')}>
      <ReplicationSection platform={props.platform} />
    </Section>
  );
}
