import { Flex, Skeleton, Text } from '@backstage/ui';
import type { Plan } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatAge, secondsBetween } from '../../format/duration';
import { useNow } from '../../hooks/useNow';
import { useTexts } from '../../hooks/useTexts';
import type { LiveState } from '../../live/LiveResource';
import { ErrorNotice } from '../common/ErrorNotice';
import { SafetyRules } from './SafetyRules';
import styles from './ShiftDialog.module.css';
import { WeightChange } from './WeightChange';

/** The plan of the shift, as soon as it is known what to plan. */
export function PlanSection(props: {
  isChosen: boolean;
  plan: LiveState<Plan> & { refetch: () => void };
}) {
  const { isChosen, plan } = props;
  const { data, error, isFetching, refetch } = plan;
  const t = useTexts();

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
          {t('dialog.choose')}
        </Text>
      )}
      {isChosen && !data && !error && <Evaluating />}
      {error && !data && (
        <ErrorNotice
          error={error}
          title={t('dialog.planFailed')}
          onRetry={refetch}
          isRetrying={isFetching}
        />
      )}
      {data && (
        <Flex direction="column" gap="3">
          {error && <Outdated updatedAt={plan.updatedAt!} />}
          <WeightChange of={data} tense="plan" />
          <SafetyRules plan={data} />
        </Flex>
      )}
    </section>
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
