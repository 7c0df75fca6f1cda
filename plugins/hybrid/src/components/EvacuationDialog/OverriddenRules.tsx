import { useMemo } from 'react';
import type {
  EvacuationPlan,
  SafetyRuleId,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useMayForceAny } from '../../hooks/useMayForceAny';
import { useTexts } from '../../translations/useTexts';
import { ForceRules, meaningOf } from '../common/ForceRules';
import { forceableRules } from './judgement';

/** For somebody who may override failed safety rules: one acknowledgement for each. */
export function OverriddenRules(props: {
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
    <ForceRules
      title={t('evacuation.force')}
      text={t('evacuation.forceText')}
      rules={rules.map(({ rule, services, writesAtRiskSeconds }) => {
        const { id, title } = rule;
        const meaning = meaningOf(t, {
          id,
          writesAtRiskSeconds,
          otherwise: title,
        });
        return {
          id,
          label: (
            <>
              <strong>
                {t('evacuation.forceRule', { title, count: services })}
              </strong>{' '}
              {t('shiftForm.understand', { meaning })}
            </>
          ),
        };
      })}
      acknowledged={acknowledged}
      onAcknowledge={(id, isAcknowledged) =>
        onChange([
          ...acknowledged.filter(other => other !== id),
          ...(isAcknowledged ? [id] : []),
        ])
      }
      isDisabled={isDisabled}
    />
  );
}
