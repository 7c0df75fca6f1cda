import { Text } from '@backstage/ui';
import {
  sharesOf,
  type AutomationMove,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatShare } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import { courseOf, moverOf } from '../common/automationWords';
import { Ago, formatMoment } from '../common/Moment';
import { automationStyles } from '../common/statusStyles';
import { StateLabel } from '../common/StateLabel';
import styles from './History.module.css';

/** What automation moved, and what became of it. */
export function AutomationItem(props: { move: AutomationMove }) {
  const { move } = props;
  const t = useTexts();
  return (
    <li className={styles.move}>
      <div className={styles.head}>
        <strong>{t('automation.what')}</strong>
        {move.from && (
          <Text variant="body-small" color="secondary">
            {t('history.change', {
              from: formatShare(sharesOf(move.from).aws),
              to: formatShare(sharesOf(move.to).aws),
            })}
          </Text>
        )}
        <StateLabel statusStyle={automationStyles[move.state]}>
          {t(`automation.state.${move.state}`)}
        </StateLabel>
        <Text variant="body-small" color="secondary" className={styles.when}>
          <Ago iso={move.movedAt} />
        </Text>
      </div>
      <Text as="p" variant="body-small" className={styles.line}>
        {t('automation.because', { who: moverOf(t, move) })}{' '}
        {courseOf(t, move)
          .map(line => `${line}.`)
          .join(' ')}
        {!move.from && ` ${t('automation.fromUnknown')}`}
        {isLate(move) &&
          ` ${t('automation.seen', { when: formatMoment(move.seenAt) })}`}
      </Text>
    </li>
  );
}

/** Backstage was not there when it happened. */
function isLate({ movedAt, seenAt }: AutomationMove): boolean {
  return Date.parse(seenAt) - Date.parse(movedAt) > 5 * 60_000;
}
