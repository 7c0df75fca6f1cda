import { Flex, Skeleton, Text } from '@backstage/ui';
import type {
  ListenerRuleStatus,
  Plan,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatAge, secondsBetween } from '../../format/duration';
import { useNow } from '../../hooks/useNow';
import type { PlannedShift } from '../../hooks/usePlannedShift';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { Notice } from '../common/Notice';
import { OverriddenRules } from './OverriddenRules';
import { PlannedSteps } from './PlannedSteps';
import { SafetyRules } from './SafetyRules';
import styles from './ShiftPlan.module.css';
import { Unreached } from '../common/Unreached';
import { WeightChange } from '../common/WeightChange';
import { WritesAtRisk } from './WritesAtRisk';

/** The plan of the shift, as soon as it is known what to plan. */
export function PlanSection(props: {
  /** What to say while there is nothing to plan. */
  invitation: string;
  isChosen: boolean;
  planned: PlannedShift;
  /** The service's rules, where it has several. */
  rules?: readonly ListenerRuleStatus[];
}) {
  const { invitation, isChosen, planned, rules } = props;
  const { data, previous, error, isFetching, refetch, updatedAt } =
    planned.plan;
  const t = useTexts();
  const shown = data ?? (isChosen && !error ? previous : undefined);

  return (
    <section aria-label={t('dialog.plan')} aria-busy={isFetching}>
      <Text
        as="h3"
        variant="body-medium"
        weight="bold"
        className={styles.heading}
      >
        {t('dialog.plan')}
      </Text>
      {!isChosen && (
        <Text as="p" variant="body-medium" color="secondary">
          {invitation}
        </Text>
      )}
      {isChosen && !shown && !error && <Evaluating />}
      {error && !data && (
        <ErrorNotice
          error={error}
          title={t('dialog.planFailed')}
          onRetry={refetch}
          isRetrying={isFetching}
        />
      )}
      {shown && (
        <Flex
          direction="column"
          gap="3"
          className={styles.shown}
          data-outdated={!data}
        >
          {error && <Outdated updatedAt={updatedAt!} />}
          <PlanFacts plan={shown} rules={rules} isEvaluating={!data} />
        </Flex>
      )}
      {data && <OverriddenRules plan={data} planned={planned} />}
    </section>
  );
}

function PlanFacts(props: {
  plan: Plan;
  rules?: readonly ListenerRuleStatus[];
  isEvaluating: boolean;
}) {
  const { plan, rules, isEvaluating } = props;
  const t = useTexts();
  return (
    <>
      <WeightChange of={plan} tense="plan" rules={rules} />
      <Unreached plan={plan} />
      <PlannedSteps plan={plan} />
      <WritesAtRisk rules={plan.rules} />
      {plan.approvalRequired && (
        <Notice status="info" title={t('shiftForm.approvalTitle')}>
          <div>{t('shiftForm.approvalText')}</div>
        </Notice>
      )}
      <SafetyRules plan={plan} isEvaluating={isEvaluating} />
    </>
  );
}

function Evaluating() {
  const t = useTexts();
  return (
    <Flex direction="column" gap="2">
      <Text as="p" variant="body-medium" color="secondary" role="status">
        {t('dialog.evaluating')}
      </Text>
      <Skeleton height={48} width="100%" />
      <Skeleton height={72} width="100%" />
    </Flex>
  );
}

function Outdated(props: { updatedAt: number }) {
  const t = useTexts();
  const now = useNow();
  return (
    <Text as="p" variant="body-small" color="warning" role="status">
      {t('dialog.planOutdated', {
        age: formatAge(t, secondsBetween(props.updatedAt, now)),
      })}
    </Text>
  );
}
