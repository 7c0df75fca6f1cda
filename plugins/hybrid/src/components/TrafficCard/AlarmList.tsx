import { Text } from '@backstage/ui';
import type { AlarmStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../hooks/useTexts';
import { alarmLooks } from '../common/icons';
import { Ago } from '../common/Moment';
import { StateLabel } from '../common/StateLabel';
import styles from './AlarmList.module.css';

/** The alarms that watch the service; those in alarm say why. */
export function AlarmList(props: { alarms: AlarmStatus[] }) {
  const { alarms } = props;
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
      {alarms.length === 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {t('alarms.none')}
        </Text>
      )}
      <ul className={styles.list}>
        {alarms.map(alarm => (
          <li key={alarm.name}>
            <div className={styles.alarm}>
              <StateLabel look={alarmLooks[alarm.state]}>
                {t(`alarms.${alarm.state}`)}
              </StateLabel>
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
