import { Radio, RadioGroup, Text } from '@backstage/ui';
import type { ServiceStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import { DurationSelect } from '../common/DurationSelect';
import { TargetSite } from '../ShiftPlan/TargetSite';
import { CHOICES, choicesFor, type Choice, type Draft } from './draft';
import { StepsEditor } from './StepsEditor';
import { WeightFields } from './WeightFields';

const DRILL_SECONDS = [
  60, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400,
];

/** What to do, and what has to be known for it. */
export function DraftFields(props: {
  draft: Draft;
  status: ServiceStatus;
  onChange: (draft: Draft) => void;
  isDisabled: boolean;
}) {
  const { draft, status, onChange, isDisabled } = props;
  const { sites, rules, elsewhereShare = 0 } = status;
  const t = useTexts();
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  const { choice } = draft;
  const offered = choicesFor(status);
  return (
    <>
      <RadioGroup
        label={t('shiftForm.kind')}
        value={choice}
        onChange={value => set({ choice: value as Choice })}
        isDisabled={isDisabled}
      >
        {CHOICES.map(value => (
          <Radio
            key={value}
            value={value}
            isDisabled={!offered.includes(value)}
          >
            {t(`shiftForm.choice.${value}`)}
          </Radio>
        ))}
      </RadioGroup>
      {offered.length < CHOICES.length && (
        <Text as="p" variant="body-small">
          {t('rules.notOffered')}
        </Text>
      )}
      <Text as="p" variant="body-small" color="secondary">
        {t(`shiftForm.choiceHelp.${choice}`)}
      </Text>
      {(choice === 'failover' || choice === 'drill') && (
        <TargetSite
          sites={sites}
          rules={rules}
          value={draft.to}
          onChange={to => set({ to })}
          isDisabled={isDisabled}
        />
      )}
      {choice === 'drill' && (
        <DurationSelect
          label={t('shiftForm.duration')}
          choices={DRILL_SECONDS}
          value={draft.durationSeconds}
          onChange={durationSeconds => set({ durationSeconds })}
          isDisabled={isDisabled}
        />
      )}
      {choice === 'weights' && (
        <WeightFields
          value={draft.weights}
          onChange={weights => set({ weights })}
          isDisabled={isDisabled}
        />
      )}
      {choice === 'steps' && (
        <StepsEditor
          value={draft.steps}
          onChange={steps => set({ steps })}
          isDisabled={isDisabled}
        />
      )}
      {(choice === 'weights' || choice === 'steps') && elsewhereShare > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {t('shiftForm.sharesOfSites')}
        </Text>
      )}
    </>
  );
}
