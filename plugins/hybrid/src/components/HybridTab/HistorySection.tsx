import { useTexts } from '../../translations/useTexts';
import { History } from '../History';
import { Section } from './Section';
import type { TabSectionProps } from './TabSectionProps';

/** Every shift of the service, and what automation moved. */
export function HistorySection(props: TabSectionProps) {
  const { entityRef, service, status } = props;
  const { activeShift, automation, lastShift } = status;
  const t = useTexts();
  return (
    <Section title={t('history.title')}>
      <History
        entityRef={entityRef}
        service={service}
        // A shift that begins or ends changes the list.
        version={[
          activeShift?.id,
          activeShift?.state,
          lastShift?.id,
          automation?.state,
          automation?.since,
        ].join(' ')}
      />
    </Section>
  );
}
