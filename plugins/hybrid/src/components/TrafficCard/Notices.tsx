import { Alert, Button } from '@backstage/ui';
import type {
  ServiceStatus,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { describeError } from '../../errors';
import { useTexts, type Texts } from '../../hooks/useTexts';
import { formatMoment } from '../common/Moment';
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
  const { drift, hold, snapshot } = status;
  const t = useTexts();
  const retry = (
    <Button
      size="small"
      variant="secondary"
      onPress={onRefetch}
      isPending={isRefetching}
    >
      {t('action.retry')}
    </Button>
  );

  return (
    <>
      {refetchError && (
        <RefetchFailed error={refetchError} age={age} retry={retry} />
      )}
      {snapshot.stale && !refetchError && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('notice.staleTitle', { age })}
          description={
            <>
              <div>{t('notice.staleText')}</div>
              {snapshot.problem && (
                <>
                  <div>{snapshot.problem.message}</div>
                  <div>
                    {t('dialog.remedy', { remedy: snapshot.problem.remedy })}
                  </div>
                </>
              )}
            </>
          }
        />
      )}
      {drift && (
        <Alert
          status="warning"
          icon
          title={t('notice.driftTitle')}
          description={t('notice.drift', {
            expected: weightsInWords(t, drift.expected),
            actual: weightsInWords(t, drift.actual),
          })}
        />
      )}
      {hold && (
        <Alert
          status="info"
          icon
          title={t('notice.holdTitle', { time: formatMoment(hold.until) })}
          description={t('notice.holdText', {
            holder: <Who entityRef={hold.by} />,
          })}
        />
      )}
    </>
  );
}

function RefetchFailed(props: {
  error: Error;
  age: string;
  retry: JSX.Element;
}) {
  const t = useTexts();
  const { kind, message, remedy } = describeError(props.error);
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={`${t('notice.refetchTitle')}: ${t(`problem.${kind}`)}`}
      description={
        <>
          <div>{t('notice.refetchText', { age: props.age })}</div>
          <div>{message}</div>
          {remedy && <div>{t('dialog.remedy', { remedy })}</div>}
        </>
      }
      customActions={props.retry}
    />
  );
}
