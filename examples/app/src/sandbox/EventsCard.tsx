import type { SandboxEvent } from '@hybrid-platform/sandbox';
import { Text } from '@backstage/ui';
import styles from './EventsCard.module.css';
import { SectionCard } from './SectionCard';

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

export function EventsCard({ events }: { events: SandboxEvent[] }) {
  return (
    <SectionCard title="Events" hint="What happened, newest first.">
      {events.length === 0 ? (
        <Text as="p">Nothing has happened yet.</Text>
      ) : (
        <div
          className={styles.scroller}
          // It scrolls, so the keyboard must be able to reach it.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="group"
          aria-label="Events"
        >
          <ol className={styles.list}>
            {events.map((event, index) => (
              <li key={`${event.at} ${events.length - index}`}>
                <time dateTime={event.at}>
                  {time.format(new Date(event.at))}
                </time>
                <span className={styles.kind}>{event.kind}</span>
                <span>
                  {event.service && <b>{event.service} </b>}
                  {event.message}
                </span>
              </li>
            ))}
          </ol>
        </div>
      )}
    </SectionCard>
  );
}
