import { Select } from '@backstage/ui';
import { formatExact } from '../../format/duration';
import { useTexts } from '../../translations/useTexts';

/** Chooses one of some durations. */
export function DurationSelect(props: {
  label?: string;
  /** Where a table's heading is the visible label. */
  'aria-label'?: string;
  description?: string;
  /** In seconds; 0 means none. */
  choices: readonly number[];
  value: number;
  onChange: (seconds: number) => void;
  isDisabled?: boolean;
}) {
  const { label, description, choices, value, onChange, isDisabled } = props;
  const t = useTexts();
  return (
    <Select
      label={label}
      aria-label={props['aria-label']}
      description={description}
      options={choices.map(seconds => ({
        id: String(seconds),
        label: seconds === 0 ? t('shiftForm.noBake') : formatExact(t, seconds),
      }))}
      value={String(value)}
      onChange={key => key !== null && onChange(Number(key))}
      isDisabled={isDisabled}
    />
  );
}
