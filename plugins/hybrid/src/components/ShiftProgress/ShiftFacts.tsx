import { Text } from '@backstage/ui';
import type { ShiftSummary } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatDuration } from '../../format/duration';
import { useTexts } from '../../translations/useTexts';
import { Ago } from '../common/Moment';
import { Who } from '../common/Who';
import styles from './ShiftProgress.module.css';

/** What else there is to know of a shift: who approved, what was forced, how long it took. */
export function ShiftFacts(props: { shift: ShiftSummary }) {
  const { approval, forced, evacuationId, recoveryTimeSeconds } = props.shift;
  const { returnTimeSeconds } = props.shift;
  const t = useTexts();
  const facts = [
    approval?.by &&
      approval.decision &&
      t(`shiftProgress.decision.${approval.decision}`, {
        who: <Who entityRef={approval.by} />,
        when: approval.at ? <Ago iso={approval.at} /> : '',
      }),
    forced &&
      forced.length > 0 &&
      t('shiftProgress.forced', { rules: forced.join(', ') }),
    recoveryTimeSeconds !== undefined &&
      t('shiftProgress.recovery', {
        duration: formatDuration(t, recoveryTimeSeconds),
      }),
    returnTimeSeconds !== undefined &&
      t('shiftProgress.returned', {
        duration: formatDuration(t, returnTimeSeconds),
      }),
    evacuationId && t('shiftProgress.evacuation', { id: evacuationId }),
  ].filter(Boolean);
  if (facts.length === 0) return null;
  return (
    <ul className={styles.facts}>
      {facts.map((fact, index) => (
        <li key={index}>
          <Text variant="body-small">{fact}</Text>
        </li>
      ))}
    </ul>
  );
}
