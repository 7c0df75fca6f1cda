import { Flex, Skeleton, Text } from '@backstage/ui';
import type { ShiftSummary } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useShift } from '../../hooks/useShift';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { Timeline } from '../ShiftProgress/Timeline';
import { WeightChange } from '../common/WeightChange';
import { ShiftFacts, Stepper } from '../ShiftProgress';

/** Everything about one shift of the history. */
export function HistoryDetail(props: { shift: ShiftSummary }) {
  const t = useTexts();
  const { entityRef, id } = props.shift;
  const live = useShift(entityRef, id);
  const shift = live.data ?? props.shift;
  return (
    <Flex direction="column" gap="4">
      <Text as="p" variant="body-small" color="secondary">
        {t('history.id', { id })}
      </Text>
      {shift.problem && (
        <Text as="p" variant="body-small">
          {t(`problem.${shift.problem.code}`)}: {shift.problem.message}
        </Text>
      )}
      <ShiftFacts shift={shift} />
      <WeightChange of={{ ...live.data?.plan, ...shift }} tense="shift" />
      {live.error && !live.data && (
        <ErrorNotice
          error={live.error}
          title={t('history.detailFailed')}
          onRetry={live.refetch}
          isRetrying={live.isFetching}
        />
      )}
      {!live.data && !live.error && <Skeleton height={120} width="100%" />}
      {live.data && (
        <>
          <Stepper shift={live.data} />
          <Timeline shift={live.data} />
        </>
      )}
    </Flex>
  );
}
