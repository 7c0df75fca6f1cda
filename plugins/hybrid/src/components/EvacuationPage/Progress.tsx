import { useState } from 'react';
import { Text, VisuallyHidden } from '@backstage/ui';
import type { Evacuation } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatDuration, secondsBetween } from '../../format/duration';
import { formatCount } from '../../format/numbers';
import { isUnderWay } from '../../hooks/useEvacuation';
import { useNow } from '../../hooks/useNow';
import { useTexts } from '../../translations/useTexts';
import styles from './EvacuationPage.module.css';
import { doneOf, leftBehind, remainingSeconds, totalOf } from './outcome';

/** The parts of the bar: moved, nothing to do, left behind, and under way. */
function partsOf(counts: Evacuation['counts']) {
  return [
    { name: 'moved', count: counts.succeeded },
    { name: 'same', count: counts['nothing-to-do'] },
    { name: 'left', count: leftBehind(counts) },
    { name: 'busy', count: counts.shifting },
    { name: 'pending', count: counts.pending },
  ];
}

/** How far it is, how fast, and how long it may still take. */
export function Progress(props: { evacuation: Evacuation }) {
  const { evacuation } = props;
  const { counts, rate, concurrency, state } = evacuation;
  const t = useTexts();
  const done = doneOf(counts);
  const total = totalOf(counts);
  const remaining = remainingSeconds(evacuation);
  const line = t('evacuation.progressLine', {
    done: formatCount(done),
    total: formatCount(total),
  });

  return (
    <section aria-label={t('evacuation.progress')}>
      <div className={styles.facts}>
        <Text as="p" weight="bold">
          {line}
        </Text>
        <Text as="p" variant="body-small" color="secondary">
          <Elapsed evacuation={evacuation} />
          {rate !== undefined &&
            ` · ${t('evacuation.rate', { rate: rate.toFixed(1) })}`}
          {concurrency !== undefined &&
            ` · ${t('evacuation.concurrency', { count: concurrency })}`}
          {remaining !== undefined &&
            ` · ${t('evacuation.remaining', {
              duration: formatDuration(t, Math.ceil(remaining)),
            })}`}
        </Text>
      </div>
      <div
        role="progressbar"
        aria-label={t('evacuation.progress')}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-valuetext={line}
        className={styles.bar}
        data-busy={isUnderWay(state)}
      >
        {partsOf(counts)
          .filter(({ count }) => count > 0)
          .map(({ name, count }) => (
            <span
              key={name}
              data-part={name}
              className={styles.part}
              style={{ flexGrow: count }}
            />
          ))}
      </div>
      <Announcement evacuation={evacuation} />
    </section>
  );
}

/**
 * For screen readers, in tenths of the whole: a sentence for each service would never let
 * them say anything else.
 */
function Announcement(props: { evacuation: Evacuation }) {
  const { counts } = props.evacuation;
  const t = useTexts();
  const total = totalOf(counts);
  const tenth = total === 0 ? 10 : Math.floor((doneOf(counts) / total) * 10);
  return (
    <VisuallyHidden>
      <div role="status" aria-live="polite">
        {/* A new element for each tenth; within one, its words are those of its beginning. */}
        <Frozen
          key={tenth}
          text={t('evacuation.announce', {
            done: String(doneOf(counts)),
            total: String(total),
            moved: String(counts.succeeded),
            failed: String(leftBehind(counts)),
          })}
        />
      </div>
    </VisuallyHidden>
  );
}

function Frozen(props: { text: string }) {
  const [text] = useState(props.text);
  return <span>{text}</span>;
}

/** Apart, so that the seconds render nothing but themselves. */
function Elapsed(props: { evacuation: Evacuation }) {
  const { createdAt, endedAt } = props.evacuation;
  const t = useTexts();
  const now = useNow();
  const end = endedAt ? Date.parse(endedAt) : now;
  const duration = formatDuration(
    t,
    secondsBetween(Date.parse(createdAt), end),
  );
  return (
    <>
      {endedAt
        ? t('evacuation.ended', { duration })
        : t('evacuation.elapsed', { duration })}
    </>
  );
}
