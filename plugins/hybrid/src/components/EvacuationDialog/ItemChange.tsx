import {
  elsewhereWeight,
  sharesOf,
  type EvacuationPlanItem,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatShare } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import { Explain } from '../common/Explain';
import { unreachedInWords } from '../common/Unreached';
import { WeightChange } from '../common/WeightChange';

/** AWS's share before and after; what else is to be known of it, on a press. */
export function ItemChange(props: { item: EvacuationPlanItem }) {
  const { item } = props;
  const { from, fromRules, to, elsewhereShare } = item;
  const t = useTexts();
  const elsewhere = elsewhereWeight(to, elsewhereShare);
  const shareOf = (weights: typeof to) =>
    formatShare(sharesOf(weights, elsewhere).aws);
  const change = `${
    fromRules ? t('evacuation.byRule') : shareOf(from)
  } → ${shareOf(to)}`;
  const unreached = unreachedInWords(t, item);
  if (!fromRules && unreached.length === 0) return <>{change}</>;
  return (
    <Explain
      label={t('evacuation.aboutChange', { service: item.service, change })}
      words={change}
      title={item.service}
    >
      {fromRules && <p>{t('rules.diverged')}</p>}
      <WeightChange of={item} tense="plan" />
      {unreached.map(sentence => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Explain>
  );
}
