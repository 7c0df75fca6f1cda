import { Text, VisuallyHidden } from '@backstage/ui';
import {
  RiCheckboxCircleFill,
  RiCheckboxBlankCircleLine,
  RiLoader4Line,
  RiPauseCircleFill,
} from '@remixicon/react';
import {
  elsewhereWeight,
  sharesOf,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatExact } from '../../format/duration';
import { formatShare } from '../../format/numbers';
import { isFinal } from '../../hooks/useShift';
import { useTexts } from '../../translations/useTexts';
import { stepStates, type StepState } from './stepStates';
import styles from './ShiftProgress.module.css';

const icons: Record<StepState, typeof RiLoader4Line> = {
  done: RiCheckboxCircleFill,
  current: RiLoader4Line,
  next: RiCheckboxBlankCircleLine,
  left: RiPauseCircleFill,
};

/** The steps of a shift, with the one that is being carried out. */
export function Stepper(props: { shift: Shift }) {
  const { shift } = props;
  const { steps, durationSeconds, to, elsewhereShare } = shift.plan;
  const elsewhere = elsewhereWeight(to, elsewhereShare);
  const t = useTexts();
  if (steps.length < 2 && durationSeconds === undefined) return null;
  const states = stepStates(shift);
  const lines: { what: string; note: string | false }[] = steps.map(
    ({ weights, bakeSeconds }) => ({
      what: t('shiftForm.stepLine', {
        aws: formatShare(sharesOf(weights, elsewhere).aws),
      }),
      note:
        bakeSeconds > 0 &&
        t('shiftForm.stepBake', { duration: formatExact(t, bakeSeconds) }),
    }),
  );
  if (durationSeconds !== undefined) {
    lines.push({
      what: t('shiftProgress.return', {
        aws: formatShare(sharesOf(shift.from, elsewhere).aws),
      }),
      note: t('shiftProgress.after', {
        duration: formatExact(t, durationSeconds),
      }),
    });
  }
  return (
    <ol className={styles.stepper} aria-label={t('shiftForm.stepsTitle')}>
      {lines.map(({ what, note }, index) => {
        const state = states[index];
        const Icon = icons[state];
        return (
          <li
            key={index}
            className={styles.step}
            data-state={state}
            aria-current={
              state === 'current' && !isFinal(shift.state) ? 'step' : undefined
            }
          >
            <Icon size={20} className={styles.stepIcon} aria-hidden />
            <div>
              <strong>{what}</strong>
              <VisuallyHidden>
                {`: ${t(`shiftProgress.step.${state}`)}`}
              </VisuallyHidden>
              {note && (
                <Text as="div" variant="body-small" color="secondary">
                  {note}
                </Text>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
