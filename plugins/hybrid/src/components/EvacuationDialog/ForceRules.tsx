import { useMemo } from 'react';
import { Checkbox, Text } from '@backstage/ui';
import type {
  EvacuationPlan,
  SafetyRuleId,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useMayForceAny } from '../../hooks/useMayForceAny';
import { useTexts, type Texts } from '../../hooks/useTexts';
import { messages } from '../../translations/messages';
import styles from './EvacuationDialog.module.css';
import { forceableRules, type ForceableRule } from './judgement';

type ExplainedRule = keyof typeof messages.shiftForm.means;

function isExplained(id: string): id is ExplainedRule {
  return Object.hasOwn(messages.shiftForm.means, id);
}

/** What it means to move services although the rule fails. */
function meaningOf(t: Texts, forceable: ForceableRule): string {
  const { rule, writesAtRiskSeconds } = forceable;
  if (
    rule.id === 'replication-caught-up' &&
    writesAtRiskSeconds !== undefined
  ) {
    return t('shiftForm.meansWrites', {
      seconds: String(Math.ceil(writesAtRiskSeconds)),
    });
  }
  return isExplained(rule.id) ? t(`shiftForm.means.${rule.id}`) : rule.title;
}

/** For somebody who may override failed safety rules: one acknowledgement for each. */
export function ForceRules(props: {
  plan: EvacuationPlan;
  acknowledged: readonly SafetyRuleId[];
  onChange: (acknowledged: readonly SafetyRuleId[]) => void;
  isDisabled: boolean;
}) {
  const { plan, acknowledged, onChange, isDisabled } = props;
  const t = useTexts();
  const rules = useMemo(() => forceableRules(plan), [plan]);
  const refused = useMemo(
    () =>
      plan.items
        .filter(({ verdict }) => verdict === 'refused')
        .map(({ entityRef }) => entityRef),
    [plan],
  );
  const mayForce = useMayForceAny(refused);
  if (!mayForce || rules.length === 0) return null;
  return (
    <fieldset className={styles.force}>
      <legend>{t('evacuation.force')}</legend>
      <Text as="p" variant="body-small" color="secondary">
        {t('evacuation.forceText')}
      </Text>
      {rules.map(forceable => {
        const { id, title } = forceable.rule;
        return (
          <Checkbox
            key={id}
            isSelected={acknowledged.includes(id)}
            isDisabled={isDisabled}
            onChange={checked =>
              onChange([
                ...acknowledged.filter(other => other !== id),
                ...(checked ? [id] : []),
              ])
            }
          >
            <strong>
              {t('evacuation.forceRule', { title, count: forceable.services })}
            </strong>{' '}
            {t('shiftForm.understand', { meaning: meaningOf(t, forceable) })}
          </Checkbox>
        );
      })}
    </fieldset>
  );
}
