import type { ReactNode } from 'react';
import { Checkbox, Text } from '@backstage/ui';
import type { SafetyRuleId } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { messages } from '../../translations/messages';
import type { Texts } from '../../translations/useTexts';
import styles from './ForceRules.module.css';

type ExplainedRule = keyof typeof messages.shiftForm.means;

function isExplained(id: string): id is ExplainedRule {
  return Object.hasOwn(messages.shiftForm.means, id);
}

/** What it means to go on although a rule fails; `otherwise` for a rule that is not known here. */
export function meaningOf(
  t: Texts,
  rule: {
    id: SafetyRuleId;
    writesAtRiskSeconds?: number;
    otherwise: string;
  },
): string {
  const { id, writesAtRiskSeconds, otherwise } = rule;
  if (id === 'replication-caught-up' && writesAtRiskSeconds !== undefined) {
    return t('shiftForm.meansWrites', {
      seconds: String(Math.ceil(writesAtRiskSeconds)),
    });
  }
  return isExplained(id) ? t(`shiftForm.means.${id}`) : otherwise;
}

/** One acknowledgement for each failed rule that somebody may override. */
export function ForceRules(props: {
  title: string;
  text: string;
  rules: { id: SafetyRuleId; label: ReactNode }[];
  acknowledged: readonly SafetyRuleId[];
  onAcknowledge: (id: SafetyRuleId, isAcknowledged: boolean) => void;
  isDisabled: boolean;
}) {
  const { title, text, rules, acknowledged, onAcknowledge, isDisabled } = props;
  return (
    <fieldset className={styles.force}>
      <legend>{title}</legend>
      <Text as="p" variant="body-small" color="secondary">
        {text}
      </Text>
      {rules.map(({ id, label }) => (
        <Checkbox
          key={id}
          isSelected={acknowledged.includes(id)}
          isDisabled={isDisabled}
          onChange={checked => onAcknowledge(id, checked)}
        >
          {label}
        </Checkbox>
      ))}
    </fieldset>
  );
}
