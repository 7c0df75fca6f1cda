import { Text } from '@backstage/ui';
import type {
  Plan,
  SafetyRuleResult,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts, type Texts } from '../../translations/useTexts';
import { ruleStyles } from '../common/statusStyles';
import { StateLabel } from '../common/StateLabel';
import styles from './ShiftPlan.module.css';

function summary(t: Texts, plan: Plan): string {
  const failed = plan.rules.filter(rule => !rule.passed).length;
  if (failed > 0) return t('dialog.rulesFail', { count: failed });
  if (!plan.allowed) return t('dialog.notAllowed');
  return t('dialog.rulesPass', { count: plan.rules.length });
}

/** Every safety rule's word on a plan, those that fail first. */
export function SafetyRules(props: { plan: Plan; isEvaluating?: boolean }) {
  const { plan, isEvaluating = false } = props;
  const t = useTexts();
  const rules = [...plan.rules].sort(
    (a, b) => Number(a.passed) - Number(b.passed),
  );
  return (
    <div>
      <Text as="p" variant="body-medium" weight="bold" role="status">
        {isEvaluating ? t('dialog.evaluating') : summary(t, plan)}
      </Text>
      <ul className={styles.rules} aria-label={t('dialog.rules')}>
        {rules.map(rule => (
          <SafetyRule key={rule.id} rule={rule} />
        ))}
      </ul>
    </div>
  );
}

function SafetyRule(props: { rule: SafetyRuleResult }) {
  const { passed, title, explanation, remedy } = props.rule;
  const t = useTexts();
  return (
    <li>
      <div className={styles.rule}>
        <StateLabel
          statusStyle={passed ? ruleStyles.passed : ruleStyles.failed}
        >
          {passed ? t('dialog.passed') : t('dialog.failed')}
        </StateLabel>
        <strong>{title}</strong>
      </div>
      <Text as="div" variant="body-small" color="secondary">
        {explanation}
      </Text>
      {!passed && remedy && (
        <Text as="div" variant="body-small">
          {t('dialog.remedy', { remedy })}
        </Text>
      )}
    </li>
  );
}
