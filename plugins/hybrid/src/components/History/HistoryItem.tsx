import { useState } from 'react';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import {
  elsewhereWeight,
  sharesOf,
  type ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatDuration } from '../../format/duration';
import { formatShare } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import { shiftStyles } from '../common/statusStyles';
import { Ago } from '../common/Moment';
import { shiftInWords } from '../common/shiftWords';
import { StateLabel } from '../common/StateLabel';
import { Who } from '../common/Who';
import { HistoryDetail } from './HistoryDetail';
import styles from './History.module.css';

/** One shift of the history: the outline, and everything about it when opened. */
export function HistoryItem(props: { shift: ShiftSummary }) {
  const { shift } = props;
  const t = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  const elsewhere = elsewhereWeight(shift.to, shift.elsewhereShare);
  return (
    <li>
      <Accordion isExpanded={isOpen} onExpandedChange={setIsOpen}>
        <AccordionTrigger>
          <span className={styles.head}>
            <strong>{shiftInWords(t, shift)}</strong>
            <Text variant="body-small" color="secondary">
              {t('history.change', {
                from: formatShare(sharesOf(shift.from, elsewhere).aws),
                to: formatShare(sharesOf(shift.to, elsewhere).aws),
              })}
            </Text>
            <StateLabel statusStyle={shiftStyles[shift.state]}>
              {t(`shift.state.${shift.state}`)}
            </StateLabel>
            {shift.recoveryTimeSeconds !== undefined && (
              <Text variant="body-small" color="secondary">
                {t('shift.recovered', {
                  duration: formatDuration(t, shift.recoveryTimeSeconds),
                })}
              </Text>
            )}
            {shift.forced && shift.forced.length > 0 && (
              <Text variant="body-small" color="warning">
                {t('history.forcedBadge')}
              </Text>
            )}
            <Text
              variant="body-small"
              color="secondary"
              className={styles.when}
            >
              <Ago iso={shift.createdAt} />
            </Text>
          </span>
        </AccordionTrigger>
        <AccordionPanel>
          {isOpen && <HistoryDetail shift={shift} />}
        </AccordionPanel>
      </Accordion>
      <Text as="div" variant="body-small" className={styles.line}>
        {t('progress.requestedBy', {
          who: <Who entityRef={shift.requestedBy} />,
        })}
        {'. '}
        {t('shift.because', { reason: shift.reason })}
      </Text>
    </li>
  );
}
