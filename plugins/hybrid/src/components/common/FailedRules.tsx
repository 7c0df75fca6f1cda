import type { SafetyRuleResult } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import styles from './FailedRules.module.css';

/** The safety rules that failed, each with why and what helps. */
export function FailedRules(props: { rules: readonly SafetyRuleResult[] }) {
  const t = useTexts();
  return (
    <ul className={styles.rules}>
      {props.rules.map(rule => (
        <li key={rule.id}>
          <strong>{rule.title}</strong>
          <div>{rule.explanation}</div>
          {rule.remedy && (
            <div>{t('dialog.remedy', { remedy: rule.remedy })}</div>
          )}
        </li>
      ))}
    </ul>
  );
}
