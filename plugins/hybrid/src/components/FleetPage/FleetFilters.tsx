import {
  SearchField,
  Select,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import type { HealthState } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import { HEALTH_ORDER, TRAIT_NAMES } from './fleet';
import styles from './FleetPage.module.css';
import type { FleetQuery } from './query';

const ANY = 'any';

/** Narrows the table down. */
export function FleetFilters(props: {
  query: FleetQuery;
  onChange: (change: Partial<FleetQuery>) => void;
}) {
  const { query, onChange } = props;
  const t = useTexts();
  return (
    <div className={styles.filters}>
      <SearchField
        aria-label={t('fleet.search')}
        placeholder={t('fleet.search')}
        size="small"
        className={styles.search}
        value={query.text}
        onChange={text => onChange({ text })}
      />
      <Select
        aria-label={t('fleet.health')}
        size="small"
        className={styles.health}
        options={[
          { value: ANY, label: t('fleet.healthAny') },
          ...HEALTH_ORDER.map(health => ({
            value: health,
            label: t(`health.${health}`),
          })),
        ]}
        value={query.health ?? ANY}
        onChange={key =>
          onChange({
            health: key === ANY ? undefined : (key as HealthState),
          })
        }
      />
      <ToggleButtonGroup
        aria-label={t('fleet.only')}
        selectionMode="multiple"
        className={styles.traits}
        selectedKeys={query.traits}
        onSelectionChange={keys =>
          onChange({ traits: TRAIT_NAMES.filter(trait => keys.has(trait)) })
        }
      >
        {TRAIT_NAMES.map(trait => (
          <ToggleButton key={trait} id={trait}>
            {t(`fleet.trait.${trait}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
