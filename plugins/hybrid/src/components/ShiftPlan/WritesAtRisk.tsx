import type { SafetyRuleResult } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import { Notice } from '../common/Notice';

/** How much data a shift may lose: nobody should have to look for it among the rules. */
export function WritesAtRisk(props: { rules: SafetyRuleResult[] }) {
  const t = useTexts();
  const rule = props.rules.find(({ id }) => id === 'replication-caught-up');
  if (!rule) return null;
  if (rule.writesAtRiskSeconds === undefined) {
    return rule.passed ? null : (
      <Notice status="danger" title={t('shiftForm.riskUnknown')}>
        <div>{rule.explanation}</div>
      </Notice>
    );
  }
  const seconds = Math.ceil(rule.writesAtRiskSeconds);
  if (seconds <= 0) return null;
  return (
    <Notice
      status={rule.passed ? 'warning' : 'danger'}
      title={t('shiftForm.risk', { seconds: String(seconds) })}
    >
      <div>{rule.explanation}</div>
    </Notice>
  );
}
