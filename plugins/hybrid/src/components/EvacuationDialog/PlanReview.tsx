import { useMemo, useState } from 'react';
import { Text } from '@backstage/ui';
import type {
  EvacuationPlan,
  SafetyRuleId,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatDuration } from '../../format/duration';
import { useTexts } from '../../translations/useTexts';
import { CountFilter } from '../common/CountFilter';
import { Ago } from '../common/Moment';
import { Notice } from '../common/Notice';
import styles from './EvacuationDialog.module.css';
import {
  estimatedSeconds,
  JUDGEMENTS,
  judge,
  type Judgement,
} from './judgement';
import { judgementStyles } from './statusStyles';
import { PlanTable } from './PlanTable';

/** The plan: how many services it is about, how long it takes, and each service's verdict. */
export function PlanReview(props: {
  plan: EvacuationPlan;
  counts: Record<Judgement, number>;
  force: readonly SafetyRuleId[];
}) {
  const { plan, counts, force } = props;
  const t = useTexts();
  const [only, setOnly] = useState<Judgement>();
  const [text, setText] = useState('');
  const site = t(`site.${plan.off}`);
  const moving = counts.shift + counts.forced;
  const staying = counts.refused + counts['not-permitted'];
  const seconds = estimatedSeconds(plan, counts);

  const items = useMemo(() => {
    const wanted = text.trim().toLocaleLowerCase();
    return plan.items
      .map(item => ({ item, judgement: judge(item, force) }))
      .filter(
        ({ item, judgement }) =>
          (!only || judgement === only) &&
          item.service.toLocaleLowerCase().includes(wanted),
      );
  }, [plan, force, only, text]);

  return (
    <section aria-label={t('evacuation.plan')} className={styles.review}>
      <div role="status">
        {moving > 0 ? (
          <Text as="p" variant="body-large" weight="bold">
            {t('evacuation.summary', { count: moving, site })}
          </Text>
        ) : (
          <Notice
            status="warning"
            title={
              counts['not-permitted'] > 0 && counts.refused === 0
                ? t('evacuation.nothingPermitted')
                : t('evacuation.nothing')
            }
          />
        )}
        {staying > 0 && (
          <Text as="p">{t('evacuation.stay', { count: staying, site })}</Text>
        )}
        <Text as="p" variant="body-small" color="secondary">
          {seconds !== undefined &&
            `${t('evacuation.estimate', {
              duration: formatDuration(t, Math.ceil(seconds)),
            })} `}
          {t('evacuation.planAge', { age: <Ago iso={plan.evaluatedAt} /> })}
        </Text>
      </div>
      <CountFilter
        label={t('evacuation.plan')}
        all={{ name: t('evacuation.allItems'), count: plan.items.length }}
        choices={JUDGEMENTS.filter(
          judgement => counts[judgement] > 0 || only === judgement,
        ).map(judgement => ({
          id: judgement,
          statusStyle: judgementStyles[judgement],
          name:
            judgement === 'forced'
              ? t('evacuation.verdictForced')
              : t(`evacuation.verdict.${judgement}`),
          count: counts[judgement],
        }))}
        value={only}
        onChange={setOnly}
        text={text}
        onText={setText}
        shown={items.length}
      />
      <PlanTable items={items} />
    </section>
  );
}
