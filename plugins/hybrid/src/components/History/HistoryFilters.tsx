import { Select } from '@backstage/ui';
import { SHIFT_KINDS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import { RESULTS, type Filters } from './filters';
import styles from './History.module.css';

const ALL = 'all';
const AUTOMATION = 'automation' as const;

/** Narrows the history down to a kind and a result. */
export function HistoryFilters(props: {
  value: Filters;
  onChange: (filters: Filters) => void;
}) {
  const { value, onChange } = props;
  const t = useTexts();
  return (
    <div className={styles.filters}>
      <Select
        label={t('history.kind')}
        options={[
          { id: ALL, label: t('history.allKinds') },
          ...SHIFT_KINDS.map(kind => ({
            id: kind,
            label: t(`shift.kind.${kind}`),
          })),
          { id: AUTOMATION, label: t('automation.title') },
        ]}
        value={value.kind ?? ALL}
        onChange={key =>
          onChange({
            ...value,
            kind: [...SHIFT_KINDS, AUTOMATION].find(kind => kind === key),
          })
        }
      />
      <Select
        label={t('history.result')}
        options={[
          { id: ALL, label: t('history.allResults') },
          ...RESULTS.map(result => ({
            id: result,
            label:
              result === 'active'
                ? t('history.active')
                : t(`shift.state.${result}`),
          })),
        ]}
        value={value.result ?? ALL}
        onChange={key =>
          onChange({
            ...value,
            result: RESULTS.find(result => result === key),
          })
        }
      />
    </div>
  );
}
