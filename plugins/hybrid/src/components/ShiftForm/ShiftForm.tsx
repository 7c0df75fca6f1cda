import { useState } from 'react';
import { Button, Flex, Text } from '@backstage/ui';
import type {
  ServiceStatus,
  Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useMay } from '../../hooks/useMay';
import { usePlannedShift } from '../../hooks/usePlannedShift';
import { useTexts, type Texts } from '../../translations/useTexts';
import { WhyNot } from '../common/WhyNot';
import { PlanSection } from '../ShiftPlan/PlanSection';
import type { NotReady } from '../../hooks/readiness';
import { ReasonField } from '../common/ReasonField';
import { SubmitError } from '../ShiftPlan/SubmitError';
import { DraftFields } from './DraftFields';
import { choicesFor, emptyDraft, requestOf, type Draft } from './draft';
import styles from './ShiftForm.module.css';

/** Long enough to finish a number, short enough not to be waited for. */
const TYPING_MS = 400;

/** Every way to shift a service, with the plan evaluated while it is filled in. */
export function ShiftForm(props: {
  entityRef: string;
  status: ServiceStatus;
  onStarted: (shift: Shift) => void;
}) {
  const { entityRef, status, onStarted } = props;
  const { sites, rules } = status;
  const t = useTexts();
  const mayShift = useMay('shift', entityRef);
  const [draft, setDraft] = useState<Draft>(() =>
    emptyDraft({ 'on-prem': sites['on-prem'].weight, aws: sites.aws.weight }),
  );
  // Somebody who may not shift needs no plan of it.
  const isOffered = choicesFor(status).includes(draft.choice);
  const request =
    mayShift === 'allowed' && isOffered ? requestOf(draft) : undefined;
  const planned = usePlannedShift({
    entityRef,
    request,
    debounceMs: TYPING_MS,
    onStarted,
  });
  const { why, isSending } = planned;
  const isDisabled = isSending || mayShift !== 'allowed';

  return (
    <Flex direction="column" gap="4">
      <DraftFields
        draft={draft}
        status={status}
        onChange={setDraft}
        isDisabled={isDisabled}
      />
      <PlanSection
        invitation={t('shiftForm.invite')}
        isChosen={request !== undefined}
        planned={planned}
        rules={rules}
      />
      <ReasonField
        value={planned.reason}
        onChange={planned.setReason}
        isDisabled={isDisabled}
      />
      {planned.error && <SubmitError error={planned.error} />}
      <div className={styles.footer}>
        <div className={styles.why}>
          {mayShift === 'allowed' ? (
            <Text as="div" variant="body-small" color="secondary" role="status">
              {!isOffered && t('rules.notOffered')}
              {isOffered && why && whyText(t, why, draft)}
            </Text>
          ) : (
            <WhyNot may={mayShift} denied={t('shiftForm.denied')} />
          )}
        </div>
        <Button
          variant="primary"
          className={styles.start}
          destructive={draft.choice !== 'reset'}
          isDisabled={
            mayShift !== 'allowed' || (why !== undefined && why !== 'sending')
          }
          isPending={isSending}
          onPress={planned.start}
        >
          {startLabel(t, draft)}
        </Button>
      </div>
    </Flex>
  );
}

function whyText(t: Texts, why: NotReady, { choice }: Draft): string {
  const needsSite = choice === 'failover' || choice === 'drill';
  if (why === 'no-target' && !needsSite) return t('shiftForm.invite');
  return t(`dialog.why.${why}`);
}

function startLabel(t: Texts, { choice, to }: Draft): string {
  if (choice !== 'failover') return t(`shiftForm.start.${choice}`);
  return to
    ? t('shiftForm.start.failover', { site: t(`site.${to}`) })
    : t('shiftForm.start.failoverUnchosen');
}
