import { formatCount } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import type { FleetCounts as Counts, Trait } from './fleet';
import styles from './FleetPage.module.css';
import type { FleetQuery } from './query';

const ORDER = [
  'unhealthy',
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
  query: FleetQuery;
  onChange: (change: Partial<FleetQuery>) => void;
}) {
  const { counts, query, onChange } = props;
  const t = useTexts();

  const isShown = (name: (typeof ORDER)[number]) =>
    name === 'unhealthy'
      ? query.health === 'unhealthy'
      : query.traits.length === 1 && query.traits[0] === name;
  const show = (name: 'unhealthy' | Trait): Partial<FleetQuery> => {
    if (isShown(name)) return { health: undefined, traits: [] };
    return name === 'unhealthy'
      ? { health: 'unhealthy', traits: [] }
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
        </li>
      ))}
    </ul>
  );
}

function statusOf(
  name: (typeof ORDER)[number],
): 'danger' | 'warning' | 'neutral' {
  if (name === 'unhealthy' || name === 'alarm') return 'danger';
  return name === 'notReady' || name === 'diverged' || name === 'drift'
    ? 'warning'
    : 'neutral';
}
