import {
  SITES,
  type PlatformStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { describeError } from '../../errors';
import { formatAge } from '../../format/duration';
import type { LiveState } from '../../live/liveState';
import { useTexts } from '../../translations/useTexts';
import { Ago } from '../common/Moment';
import { Notice } from '../common/Notice';

/** A site that seems lost, and why what the page shows may be out of date. */
export function PlatformNotices(props: {
  live: LiveState<PlatformStatus> & { refetch: () => void };
  platform: PlatformStatus;
}) {
  return (
    <>
      <LostSites looks={props.platform.siteLooks} />
      <OutOfDate {...props} />
    </>
  );
}

/** One or two services may be down by themselves. */
const MOST_BY_THEMSELVES = 2;

/** Metrics tell of each service a minute later; who has to decide wants to know at once. */
function LostSites(props: { looks: PlatformStatus['siteLooks'] }) {
  const t = useTexts();
  return (
    <>
      {SITES.map(site => {
        const looks = props.looks?.[site];
        if (!looks || looks.down < looks.looked) return null;
        if (looks.looked <= MOST_BY_THEMSELVES) return null;
        return (
          <Notice
            key={site}
            role="alert"
            status="danger"
            title={t('fleet.siteLost', { site: t(`site.${site}`) })}
          >
            <div>
              {t('fleet.siteLostText', {
                n: String(looks.looked),
                age: <Ago iso={looks.since} />,
              })}
            </div>
          </Notice>
        );
      })}
    </>
  );
}

/** The backend, or AWS, could not be asked. */
function OutOfDate(props: {
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
