import { useMemo, useState } from 'react';
import { DialogBody, Flex, Skeleton, Text, TextField } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Evacuation,
  EvacuationRequest,
  SafetyRuleId,
  Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../../api';
import { useEvacuationPlan } from '../../hooks/useEvacuationPlan';
import { useKeyedSubmission } from '../../hooks/useKeyedSubmission';
import { useTexts } from '../../translations/useTexts';
import { DialogActions } from '../common/DialogActions';
import { ErrorNotice } from '../common/ErrorNotice';
import { OverriddenRules } from './OverriddenRules';
import {
  confirms,
  countJudgements,
  forceableRules,
  notReadyToStart,
} from './judgement';
import { PlanReview } from './PlanReview';
import { StartError } from './StartError';

/** Shows what would become of each service, and starts only what was read and confirmed. */
export function PlanStep(props: {
  platform: string;
  off: Site;
  reason: string;
  onBack: () => void;
  onStarted: (evacuation: Evacuation) => void;
}) {
  const { platform, off, reason, onBack, onStarted } = props;
  const t = useTexts();
  const api = useApi(hybridApiRef);
  const {
    data: plan,
    error,
    refetch,
    isFetching,
  } = useEvacuationPlan(platform, off);
  const [acknowledged, setAcknowledged] = useState<readonly SafetyRuleId[]>([]);
  const [typed, setTyped] = useState('');
  const submission = useKeyedSubmission<EvacuationRequest, Evacuation>(
    (request, options) => api.evacuate(platform, request, options),
    onStarted,
    ({ planned: _, ...request }) => request,
  );

  // A rule that no longer fails is not forced, whatever was acknowledged before.
  const force = useMemo(() => {
    const failing = plan ? forceableRules(plan).map(({ rule }) => rule.id) : [];
    return acknowledged.filter(id => failing.includes(id));
  }, [plan, acknowledged]);
  const counts = useMemo(
    () => plan && countJudgements(plan, force),
    [plan, force],
  );
  const site = t(`site.${off}`);
  const why = notReadyToStart({
    plan,
    counts,
    isConfirmed: confirms(typed, site),
    isSending: submission.isPending,
  });

  const start = async () => {
    if (why || !plan) return;
    await submission.run({
      off,
      reason,
      ...(force.length > 0 && { force: [...force] }),
      planned: plan.items.map(({ service, from }) => ({ service, from })),
    });
    refetch();
  };

  return (
    <>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p" variant="body-small" color="secondary">
            {t('evacuation.step.plan')}
          </Text>
          {!plan && !error && <Planning />}
          {error && (
            <ErrorNotice
              error={error}
              title={t('evacuation.planFailed')}
              onRetry={refetch}
              isRetrying={isFetching}
            />
          )}
          {plan && counts && (
            <>
              <PlanReview plan={plan} counts={counts} force={force} />
              <OverriddenRules
                plan={plan}
                acknowledged={force}
                onChange={setAcknowledged}
                isDisabled={submission.isPending}
              />
              <TextField
                label={t('evacuation.confirmLabel', { site })}
                description={t('evacuation.confirmHelp')}
                value={typed}
                onChange={setTyped}
                isDisabled={submission.isPending}
                autoComplete="off"
              />
            </>
          )}
          {submission.error && <StartError error={submission.error} />}
        </Flex>
      </DialogBody>
      <DialogActions
        why={why ? t(`evacuation.why.${why}`) : ''}
        secondary={{
          label: t('evacuation.backStep'),
          onPress: onBack,
          isDisabled: submission.isPending,
        }}
        primary={{
          label: t('evacuation.confirm', { site }),
          onPress: start,
          isDisabled: why !== undefined && why !== 'sending',
          isPending: submission.isPending,
          destructive: true,
        }}
      />
    </>
  );
}

function Planning() {
  const t = useTexts();
  return (
    <Flex direction="column" gap="2">
      <Text as="p" role="status">
        {t('evacuation.planning')}
      </Text>
      <Skeleton height={64} width="100%" />
      <Skeleton height={240} width="100%" />
    </Flex>
  );
}
