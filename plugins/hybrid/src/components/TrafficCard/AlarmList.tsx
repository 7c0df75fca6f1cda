import { Text } from '@backstage/ui';
import type {
  AlarmStatus,
  Problem,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import { alarmStyles, healthStyles } from '../common/statusStyles';
import { Ago } from '../common/Moment';
import { StateLabel } from '../common/StateLabel';
import styles from './AlarmList.module.css';

const urgency: readonly AlarmStatus['state'][] = [
  'ALARM',
  'INSUFFICIENT_DATA',
  'OK',
];

/**
 * The alarms that watch the service; those in alarm come first and say why. With a problem they
 * are as they were seen last, and none is said to be OK.
 */
export function AlarmList(props: { alarms: AlarmStatus[]; problem?: Problem }) {
  const { problem } = props;
  const alarms = [...props.alarms].sort(
    (a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state),
  );
  const t = useTexts();
  return (
    <section aria-label={t('alarms.title')}>
      <Text
        as="h4"
        variant="body-medium"
        weight="bold"
        className={styles.title}
      >
        {t('alarms.title')}
      </Text>
      {(problem || alarms.length === 0) && (
        <Text as="p" variant="body-small" color="secondary">
          {problem ? t('alarms.unread') : t('alarms.none')}
        </Text>
      )}
      <ul className={styles.list}>
        {alarms.map(alarm => (
          <li key={alarm.name}>
            <div className={styles.alarm}>
              {problem && alarm.state === 'OK' ? (
                <StateLabel statusStyle={healthStyles.unknown}>
                  {t('alarms.unknown')}
                </StateLabel>
              ) : (
                <StateLabel statusStyle={alarmStyles[alarm.state]}>
                  {t(`alarms.${alarm.state}`)}
                </StateLabel>
              )}
              <span className={styles.name} title={alarm.description}>
                {alarm.name}
              </span>
            </div>
            {alarm.state === 'ALARM' && (
              <Text as="div" variant="body-small">
                {alarm.reason}
                {alarm.since && (
                  <>
                    {' · '}
                    <Ago iso={alarm.since} />
                  </>
                )}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
