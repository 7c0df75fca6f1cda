import type { PlatformStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { describeError } from '../../errors';
import { formatAge } from '../../format/duration';
import type { LiveState } from '../../live/liveState';
import { useTexts } from '../../translations/useTexts';
import { Notice } from '../common/Notice';

/** Why what the page shows may be out of date: the backend, or AWS, could not be asked. */
export function PlatformNotices(props: {
  live: LiveState<PlatformStatus> & { refetch: () => void };
  platform: PlatformStatus;
}) {
  const { live, platform } = props;
  const { snapshot } = platform;
  const t = useTexts();
  if (live.error) {
    const { kind, message } = describeError(live.error);
    return (
      <Notice
        role="status"
        status="warning"
        title={`${t('notice.refetchTitle')}: ${t(`problem.${kind}`)}`}
        onRetry={live.refetch}
        isRetrying={live.isFetching}
      >
        <div>{message}</div>
      </Notice>
    );
  }
  if (!snapshot.stale) return null;
  return (
    <Notice
      role="status"
      status="warning"
      title={t('notice.staleTitle', { age: formatAge(t, snapshot.ageSeconds) })}
    >
      <div>{t('notice.staleText')}</div>
      {snapshot.problem && (
        <>
          <div>{snapshot.problem.message}</div>
          <div>{t('dialog.remedy', { remedy: snapshot.problem.remedy })}</div>
        </>
      )}
    </Notice>
  );
}
