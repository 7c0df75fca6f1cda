import { Text } from '@backstage/ui';
import type {
  ServiceStatus,
  ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatAge, secondsBetween } from '../../format/duration';
import { useNow } from '../../hooks/useNow';
import { useTexts } from '../../translations/useTexts';
import { PlatformLink } from '../common/PlatformLink';
import { ActiveShift } from './ActiveShift';
import { AlarmList } from './AlarmList';
import { LastShift } from './LastShift';
import { Notices } from './Notices';
import { ShareBars } from './ShareBars';
import { SitesTable } from './SitesTable';

/** Everything that the card says about a service. */
export function ServiceStatusView(props: {
  status: ServiceStatus;
  /** When the status arrived; its snapshot has aged since. */
  receivedAt: number;
  refetchError?: Error;
  isRefetching: boolean;
  onRefetch: () => void;
  onShowShift: (shift: ShiftSummary) => void;
}) {
  const { status, receivedAt, onShowShift } = props;
  const t = useTexts();
  const now = useNow();
  const age = formatAge(
    t,
    status.snapshot.ageSeconds + secondsBetween(receivedAt, now),
  );

  return (
    <>
      <Text as="p" variant="body-small" color="secondary">
        <PlatformLink id={status.platform} />/{status.service} ·{' '}
        {t('card.updated', { age })}
      </Text>
      <Notices
        status={status}
        age={age}
        refetchError={props.refetchError}
        isRefetching={props.isRefetching}
        onRefetch={props.onRefetch}
      />
      {status.activeShift && (
        <ActiveShift
          shift={status.activeShift}
          onShow={() => onShowShift(status.activeShift!)}
        />
      )}
      <ShareBars status={status} />
      <SitesTable status={status} readyFor={status} />
      <AlarmList alarms={status.alarms} problem={status.alarmsProblem} />
      {status.lastShift && (
        <LastShift
          shift={status.lastShift}
          onShow={() => onShowShift(status.lastShift!)}
        />
      )}
    </>
  );
}
