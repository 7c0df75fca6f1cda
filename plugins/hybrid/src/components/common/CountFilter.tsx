import { SearchField, Text } from '@backstage/ui';
import { formatCount } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import styles from './CountFilter.module.css';
import type { StatusStyle } from './statusStyles';
import { StateLabel } from './StateLabel';

/** A kind of thing in a list, with how many of it there are. */
interface CountChoice<Id extends string> {
  id: Id;
  statusStyle: StatusStyle;
  name: string;
  count: number;
}

/** How many of each kind a list has; a press shows only those. And a search by name. */
export function CountFilter<Id extends string>(props: {
  label: string;
  all: { name: string; count: number };
  choices: readonly CountChoice<Id>[];
  value: Id | undefined;
  onChange: (value: Id | undefined) => void;
  text: string;
  onText: (text: string) => void;
  shown: number;
}) {
  const { label, all, choices, value, onChange, text, onText, shown } = props;
  const t = useTexts();
  return (
    <>
      <div role="group" aria-label={label} className={styles.choices}>
        <button
          type="button"
          className={styles.choice}
          aria-pressed={value === undefined}
          onClick={() => onChange(undefined)}
        >
          {all.name} <strong>{formatCount(all.count)}</strong>
        </button>
        {choices.map(({ id, statusStyle, name, count }) => (
          <button
            key={id}
            type="button"
            className={styles.choice}
            aria-pressed={value === id}
            onClick={() => onChange(value === id ? undefined : id)}
          >
            <StateLabel statusStyle={statusStyle}>{name}</StateLabel>{' '}
            <strong>{formatCount(count)}</strong>
          </button>
        ))}
      </div>
      <div className={styles.search}>
        <SearchField
          aria-label={t('evacuation.find')}
          placeholder={t('evacuation.find')}
          size="small"
          value={text}
          onChange={onText}
        />
        <Text as="span" variant="body-small" color="secondary" role="status">
          {t('evacuation.shown', { shown: String(shown), count: all.count })}
        </Text>
      </div>
    </>
  );
}
