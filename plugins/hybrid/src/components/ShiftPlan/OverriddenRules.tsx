import type { Plan } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { forceableFailures } from '../../hooks/readiness';
import type { PlannedShift } from '../../hooks/usePlannedShift';
import { useTexts } from '../../translations/useTexts';
import { ForceRules, meaningOf } from '../common/ForceRules';
import styles from './ShiftPlan.module.css';

/**
 * For somebody who may override failed safety rules: one acknowledgement for each. Others
 * do not see it, nor does anybody where a rule failed that nobody can override.
 */
export function OverriddenRules(props: { plan: Plan; planned: PlannedShift }) {
  const { plan, planned } = props;
  const t = useTexts();
  const failures = forceableFailures(plan);
  const isOpen =
    planned.mayForce && !plan.allowed && plan.forceable && failures.length > 0;
  if (!isOpen) return null;
  return (
    <div className={styles.overridden}>
      <ForceRules
        title={t('shiftForm.forceTitle')}
        text={t('shiftForm.forceText')}
        rules={failures.map(({ id, writesAtRiskSeconds, explanation }) => ({
          id,
          label: t('shiftForm.understand', {
            meaning: meaningOf(t, {
              id,
              writesAtRiskSeconds,
              otherwise: explanation,
            }),
          }),
        }))}
        acknowledged={planned.acknowledged}
        onAcknowledge={planned.acknowledge}
        isDisabled={planned.isSending}
      />
    </div>
  );
}
