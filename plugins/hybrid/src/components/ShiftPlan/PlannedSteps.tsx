import { Text } from '@backstage/ui';
import {
  elsewhereWeight,
  sharesOf,
  type Plan,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatExact } from '../../format/duration';
import { formatShare } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import styles from './ShiftPlan.module.css';

/** What would be set in which order; nothing for a shift that is done at once. */
export function PlannedSteps(props: { plan: Plan }) {
  const { steps, durationSeconds, from, to, elsewhereShare } = props.plan;
  const elsewhere = elsewhereWeight(to, elsewhereShare);
  const t = useTexts();
  const bakes = steps.some(({ bakeSeconds }) => bakeSeconds > 0);
  if (steps.length < 2 && !bakes && durationSeconds === undefined) return null;
  return (
    <div>
      <Text as="p" variant="body-medium" weight="bold">
        {t('shiftForm.stepsTitle')}
      </Text>
      <ol className={styles.steps} aria-label={t('shiftForm.stepsTitle')}>
        {steps.map((step, index) => (
          <li key={index}>
            {t('shiftForm.stepLine', {
              aws: formatShare(sharesOf(step.weights, elsewhere).aws),
            })}
            {step.bakeSeconds > 0 &&
              `, ${t('shiftForm.stepBake', {
                duration: formatExact(t, step.bakeSeconds),
              })}`}
          </li>
        ))}
        {durationSeconds !== undefined && (
          <li>
            {t('shiftForm.stepReturn', {
              duration: formatExact(t, durationSeconds),
              aws: formatShare(sharesOf(from, elsewhere).aws),
            })}
          </li>
        )}
      </ol>
    </div>
  );
}
