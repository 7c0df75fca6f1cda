import { Checkbox, Text } from '@backstage/ui';
import type {
  Plan,
  SafetyRuleResult,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlannedShift } from '../../hooks/usePlannedShift';
import { useTexts, type Texts } from '../../hooks/useTexts';
import { messages } from '../../translations/messages';
import { forceableFailures } from './readiness';
import styles from './ShiftDialog.module.css';

type ExplainedRule = keyof typeof messages.shiftForm.means;

function isExplained(id: string): id is ExplainedRule {
  return Object.hasOwn(messages.shiftForm.means, id);
}

/** What it means to go on although the rule fails. */
function meaningOf(t: Texts, rule: SafetyRuleResult): string {
  const { id, writesAtRiskSeconds, explanation } = rule;
  if (id === 'replication-caught-up' && writesAtRiskSeconds !== undefined) {
    return t('shiftForm.meansWrites', {
      seconds: String(Math.ceil(writesAtRiskSeconds)),
    });
  }
  return isExplained(id) ? t(`shiftForm.means.${id}`) : explanation;
}

/**
 * For somebody who may override failed safety rules: one acknowledgement for each. Others
 * do not see it, nor does anybody where a rule failed that nobody can override.
 */
export function ForceRules(props: { plan: Plan; planned: PlannedShift }) {
  const { plan, planned } = props;
  const t = useTexts();
  const failures = forceableFailures(plan);
  const isOpen =
    planned.mayForce && !plan.allowed && plan.forceable && failures.length > 0;
  if (!isOpen) return null;
  return (
    <fieldset className={styles.force}>
      <legend>{t('shiftForm.forceTitle')}</legend>
      <Text as="p" variant="body-small" color="secondary">
        {t('shiftForm.forceText')}
      </Text>
      {failures.map(rule => (
        <Checkbox
          key={rule.id}
          isSelected={planned.acknowledged.includes(rule.id)}
          onChange={checked => planned.acknowledge(rule.id, checked)}
          isDisabled={planned.isSending}
        >
          {t('shiftForm.understand', { meaning: meaningOf(t, rule) })}
        </Checkbox>
      ))}
    </fieldset>
  );
}
