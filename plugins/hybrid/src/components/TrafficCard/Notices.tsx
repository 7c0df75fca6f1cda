import {
  SITES,
  UNKNOWN_HOLDER,
  type Drift,
  type Problem,
  type ServiceStatus,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { describeError } from '../../errors';
import { useTexts, type Texts } from '../../translations/useTexts';
import { AwsRequestId } from '../common/AwsRequestId';
import { Ago, formatMoment } from '../common/Moment';
import { Notice } from '../common/Notice';
import { isDiverged } from '../common/rules';
import { Who } from '../common/Who';

function weightsInWords(t: Texts, weights: Weights): string {
  return t('notice.weights', {
    onPrem: String(weights['on-prem']),
    aws: String(weights.aws),
  });
}

/** What a person should know before trusting or changing what the card shows. */
export function Notices(props: {
  status: ServiceStatus;
  age: string;
  refetchError?: Error;
  isRefetching: boolean;
  onRefetch: () => void;
}) {
  const { status, age, refetchError, isRefetching, onRefetch } = props;
  const { automation, drift, hold, sites, snapshot, tagProblems = [] } = status;
  const t = useTexts();
  return (
    <>
      {refetchError && (
        <RefetchFailed
          error={refetchError}
          age={age}
          onRetry={onRefetch}
          isRetrying={isRefetching}
        />
      )}
      {snapshot.stale && !refetchError && (
        <Stale age={age} problem={snapshot.problem} />
      )}
      {automation && (
        <Notice
          role="status"
          status={automation.state === 'failed-over' ? 'warning' : 'info'}
          title={t(`notice.automation.${automation.state}.title`)}
        >
          <div>
            {drift && !isDiverged(status)
              ? t('notice.automation.changed')
              : t(`notice.automation.${automation.state}.text`, {
                  when: <Ago iso={automation.since} />,
                })}
          </div>
          <div>{t('notice.automation.yours')}</div>
        </Notice>
      )}
      {isDiverged(status) && (
        <Notice status="warning" title={t('rules.divergedTitle')}>
          <div>{t('rules.diverged')}</div>
          <div>{t('rules.divergedRemedy')}</div>
        </Notice>
      )}
      {drift && (
        <Notice status="warning" title={t('notice.driftTitle')}>
          <div>
            {drift.elsewhereShare === undefined
              ? t('notice.drift', {
                  expected: weightsInWords(t, drift.expected),
                  actual: weightsInWords(t, drift.actual),
                })
              : t('notice.driftElsewhere', {
                  share: String(Math.round(drift.elsewhereShare)),
                  expected: String(
                    Math.round(drift.expectedElsewhereShare ?? 0),
                  ),
                })}
          </div>
          {SITES.every(
            site => drift.actual[site] === sites[site].defaultWeight,
          ) && <div>{t('notice.driftToDefault')}</div>}
          <DriftOrigin drift={drift} />
        </Notice>
      )}
      {hold && (
        <Notice
          status="info"
          title={t('notice.holdTitle', { time: formatMoment(hold.until) })}
        >
          <span>
            {hold.by === UNKNOWN_HOLDER
              ? t('notice.holdUnknown')
              : t('notice.holdText', { holder: <Who entityRef={hold.by} /> })}
          </span>
          {hold.reason && (
            <div>{t('shift.because', { reason: hold.reason })}</div>
          )}
        </Notice>
      )}
      {tagProblems.length > 0 && (
        <Notice status="warning" title={t('notice.tagProblems')}>
          {tagProblems.map(({ message, remedy }) => (
            <div key={message}>
              <div>{message}</div>
              <div>{t('dialog.remedy', { remedy })}</div>
            </div>
          ))}
        </Notice>
      )}
    </>
  );
}

/** Who changed the rule and when, as far as AWS tells. */
function DriftOrigin(props: { drift: Drift }) {
  const { changedBy, since } = props.drift;
  const t = useTexts();
  if (changedBy) {
    return (
      <div>
        {t('tab.driftBy', {
          principal: changedBy.principal,
          when: <Ago iso={changedBy.at} />,
        })}
        {changedBy.awsRequestId && (
          <>
            {' · '}
            <AwsRequestId id={changedBy.awsRequestId} />
          </>
        )}
      </div>
    );
  }
  if (!since) return null;
  return <div>{t('tab.driftSince', { when: <Ago iso={since} /> })}</div>;
}

/** The backend has data, but cannot get newer data from AWS. */
function Stale(props: { age: string; problem?: Problem }) {
  const { age, problem } = props;
  const t = useTexts();
  return (
    <Notice
      role="status"
      status="warning"
      title={t('notice.staleTitle', { age })}
    >
      <div>{t('notice.staleText')}</div>
      {problem && (
        <>
          <div>{problem.message}</div>
          <div>{t('dialog.remedy', { remedy: problem.remedy })}</div>
        </>
      )}
    </Notice>
  );
}

/** The page has data, but cannot get newer data from the backend. */
function RefetchFailed(props: {
  error: Error;
  age: string;
  onRetry: () => void;
  isRetrying: boolean;
}) {
  const { error, age, onRetry, isRetrying } = props;
  const t = useTexts();
  const { kind, message, remedy } = describeError(error);
  return (
    <Notice
      role="status"
      status="warning"
      title={`${t('notice.refetchTitle')}: ${t(`problem.${kind}`)}`}
      onRetry={onRetry}
      isRetrying={isRetrying}
    >
      <div>{t('notice.refetchText', { age })}</div>
      <div>{message}</div>
      {remedy && <div>{t('dialog.remedy', { remedy })}</div>}
    </Notice>
  );
}
