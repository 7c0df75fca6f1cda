import { Button, ButtonIcon, NumberField, Text } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { MAX_SHIFT_STEPS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatExact } from '../../format/duration';
import { formatShare } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import { DurationSelect } from '../common/DurationSelect';
import { totalBake, withoutStep, withStep, type StepDraft } from './draft';
import styles from './ShiftForm.module.css';

const BAKE_SECONDS = [
  0, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400,
];

/** The steps of a shift: how much AWS serves in each, and how long it has to prove itself. */
export function StepsEditor(props: {
  value: StepDraft[];
  onChange: (steps: StepDraft[]) => void;
  isDisabled: boolean;
}) {
  const { value, onChange, isDisabled } = props;
  const t = useTexts();
  const isFull = value.length >= MAX_SHIFT_STEPS;
  const change = (key: number, part: Partial<StepDraft>) =>
    onChange(
      value.map(step => (step.key === key ? { ...step, ...part } : step)),
    );

  return (
    <div role="group" aria-label={t('shiftForm.steps')}>
      <table className={styles.steps}>
        <thead>
          <tr>
            <th scope="col">{t('shiftForm.stepColumn')}</th>
            <th scope="col">{t('shiftForm.stepAwsColumn')}</th>
            <th scope="col">{t('shiftForm.stepOnPremColumn')}</th>
            <th scope="col">{t('shiftForm.stepBakeColumn')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {value.map((step, index) => (
            <tr key={step.key}>
              <th scope="row">{index + 1}</th>
              <td>
                <NumberField
                  aria-label={t('shiftForm.stepAws', { n: String(index + 1) })}
                  minValue={0}
                  maxValue={100}
                  step={1}
                  value={step.aws}
                  onChange={aws => change(step.key, { aws })}
                  isDisabled={isDisabled}
                />
              </td>
              <td>
                {Number.isFinite(step.aws) ? formatShare(100 - step.aws) : '–'}
              </td>
              <td>
                <DurationSelect
                  aria-label={t('shiftForm.stepBakeLabel', {
                    n: String(index + 1),
                  })}
                  choices={BAKE_SECONDS}
                  value={step.bakeSeconds}
                  onChange={bakeSeconds => change(step.key, { bakeSeconds })}
                  isDisabled={isDisabled}
                />
              </td>
              <td>
                <ButtonIcon
                  aria-label={t('shiftForm.removeStep', {
                    n: String(index + 1),
                  })}
                  icon={<RiDeleteBinLine />}
                  size="small"
                  variant="tertiary"
                  isDisabled={isDisabled || value.length === 1}
                  onPress={() => onChange(withoutStep(value, step.key))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.stepsFooter}>
        <Text as="p" variant="body-small" color="secondary" role="status">
          {t('shiftForm.stepsTotal', {
            count: value.length,
            duration: formatExact(t, totalBake(value)),
          })}
          {isFull &&
            `. ${t('shiftForm.stepsFull', { max: String(MAX_SHIFT_STEPS) })}`}
        </Text>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiAddLine />}
          isDisabled={isDisabled || isFull}
          onPress={() => onChange(withStep(value))}
        >
          {t('shiftForm.addStep')}
        </Button>
      </div>
    </div>
  );
}
