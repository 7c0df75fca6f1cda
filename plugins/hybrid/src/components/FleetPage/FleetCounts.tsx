import { Text } from '@backstage/ui';
import { formatCount } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import { COUNTED_HEALTHS, type FleetCounts as Counts } from './fleet';
import styles from './FleetPage.module.css';
import type { FleetQuery } from './query';

const ORDER = [
  ...COUNTED_HEALTHS,
  'notReady',
  'alarm',
  'diverged',
  'drift',
  'hold',
  'active',
] as const;

/** What is remarkable, counted; a press on a number shows which services those are. */
export function FleetCounts(props: {
  counts: Counts;
  /** Of so many services nobody knows whether they could fail over. */
  notChecked: number;
  query: FleetQuery;
  onChange: (change: Partial<FleetQuery>) => void;
}) {
  const { counts, notChecked, query, onChange } = props;
  const t = useTexts();

  const isShown = (name: (typeof ORDER)[number]) =>
    isHealth(name)
      ? query.health === name
      : query.traits.length === 1 && query.traits[0] === name;
  const show = (name: (typeof ORDER)[number]): Partial<FleetQuery> => {
    if (isShown(name)) return { health: undefined, traits: [] };
    return isHealth(name)
      ? { health: name, traits: [] }
      : { health: undefined, traits: [name] };
  };

  return (
    <ul className={styles.counts} aria-label={t('fleet.facts')}>
      <li className={styles.count}>
        <span className={styles.number}>{formatCount(counts.services)}</span>
        <span>{t('fleet.count.services')}</span>
      </li>
      {ORDER.map(name => (
        <li key={name}>
          <button
            type="button"
            className={styles.count}
            aria-pressed={isShown(name)}
            aria-label={t('fleet.countFilter', {
              name: t(`fleet.count.${name}`),
              n: String(counts[name]),
            })}
            data-status={counts[name] > 0 ? statusOf(name) : 'none'}
            onClick={() => onChange(show(name))}
          >
            <span className={styles.number}>{formatCount(counts[name])}</span>
            <span>{t(`fleet.count.${name}`)}</span>
          </button>
          {name === 'notReady' && notChecked > 0 && (
            <Text as="div" variant="body-small" color="secondary">
              {t('fleet.countNotChecked', { n: String(notChecked) })}
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}

function isHealth(
  name: (typeof ORDER)[number],
): name is (typeof COUNTED_HEALTHS)[number] {
  return COUNTED_HEALTHS.some(health => health === name);
}

function statusOf(
  name: (typeof ORDER)[number],
): 'danger' | 'warning' | 'neutral' {
  if (name === 'unhealthy' || name === 'alarm') return 'danger';
  const warns = ['notReady', 'diverged', 'drift', 'unknown'].includes(name);
  return warns ? 'warning' : 'neutral';
}
