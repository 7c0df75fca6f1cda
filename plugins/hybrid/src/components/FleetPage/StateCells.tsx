import {
  RiGitCommitLine,
  RiGitForkLine,
  RiLockLine,
  RiRobot2Line,
} from '@remixicon/react';
import {
  UNKNOWN_HOLDER,
  type ServiceStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Texts } from '../../translations/useTexts';
import {
  alarmStyles,
  shiftStyles,
  type StatusStyle,
} from '../common/statusStyles';
import { formatMoment } from '../common/Moment';
import { isDiverged } from '../common/rules';
import { shiftInWords } from '../common/shiftWords';
import { StateLabel } from '../common/StateLabel';
import styles from './Cells.module.css';
import { alarmsOf } from './fleet';
import type { FleetDialog } from './fleetDialog';

const drifted: StatusStyle = { status: 'warning', Icon: RiGitCommitLine };
const diverged: StatusStyle = { status: 'warning', Icon: RiGitForkLine };
const held: StatusStyle = { status: 'neutral', Icon: RiLockLine };
const automated: StatusStyle = { status: 'warning', Icon: RiRobot2Line };

/** Whether somebody or something changed the weights outside a shift, or those of one rule. */
export function DriftCell(props: { service: ServiceStatus; t: Texts }) {
  const { t } = props;
  const { drift, automation } = props.service;
  if (isDiverged(props.service)) {
    return (
      <>
        <StateLabel statusStyle={diverged}>{t('fleet.diverged')}</StateLabel>
        <div className={styles.detail}>
          {t(drift ? 'fleet.divergedAndDrifted' : 'fleet.rulesDiffer')}
        </div>
      </>
    );
  }
  if (!drift) {
    return automation ? (
      <StateLabel statusStyle={automated}>{t('fleet.automated')}</StateLabel>
    ) : null;
  }
  return (
    <>
      <StateLabel statusStyle={drifted}>{t('fleet.drifted')}</StateLabel>
      <div className={styles.detail} title={drift.changedBy?.principal}>
        {drift.elsewhereShare === undefined
          ? t('fleet.driftWeights', {
              onPrem: String(drift.expected['on-prem']),
              aws: String(drift.expected.aws),
            })
          : t('fleet.driftElsewhere', {
              share: String(Math.round(drift.elsewhereShare)),
            })}
      </div>
    </>
  );
}

/** Who holds the service, and until when. */
export function HoldCell(props: { service: ServiceStatus; t: Texts }) {
  const { t } = props;
  const { hold } = props.service;
  if (!hold) return null;
  return (
    <>
      <StateLabel statusStyle={held}>
        {t('fleet.held', { time: formatMoment(hold.until) })}
      </StateLabel>
      <div className={styles.detail} title={hold.reason ?? hold.by}>
        {t('fleet.heldBy', {
          who:
            hold.by === UNKNOWN_HOLDER
              ? t('hold.unknownHolder')
              : shortName(hold.by),
        })}
      </div>
    </>
  );
}

/** The shift that is under way, and how far it is. */
export function ShiftCell(props: {
  service: ServiceStatus;
  t: Texts;
  onOpen: (dialog: FleetDialog) => void;
}) {
  const { service, t, onOpen } = props;
  const { activeShift: shift } = service;
  if (!shift) return null;
  const { progress } = shift;
  return (
    <button
      type="button"
      className={styles.shift}
      title={shift.reason}
      onClick={() => onOpen({ service, mode: { show: 'progress', shift } })}
    >
      <StateLabel statusStyle={shiftStyles[shift.state]}>
        {shiftInWords(t, shift)}
      </StateLabel>
      <span className={styles.detail}>
        {t(`shift.state.${shift.state}`)}
        {progress &&
          progress.steps > 1 &&
          `, ${t('fleet.step', {
            step: String(progress.step),
            steps: String(progress.steps),
          })}`}
      </span>
    </button>
  );
}

/** How many alarms are in alarm; their names show on hover, their reasons on the card. */
export function AlarmsCell(props: { service: ServiceStatus; t: Texts }) {
  const { service, t } = props;
  const count = alarmsOf(service);
  if (service.alarmsProblem && count === 0) {
    return (
      <span title={service.alarmsProblem.message} className={styles.quiet}>
        {t('fleet.alarmsUnknown')}
      </span>
    );
  }
  if (service.alarms.length === 0) {
    return <span className={styles.quiet}>{t('fleet.alarmsNone')}</span>;
  }
  if (count === 0) {
    const silent = service.alarms.filter(({ state }) => state !== 'OK').length;
    return (
      <span className={styles.quiet}>
        {silent > 0
          ? t('fleet.alarmsNoData', { count: silent })
          : t('fleet.alarmsOk')}
      </span>
    );
  }
  const names = service.alarms
    .filter(({ state }) => state === 'ALARM')
    .map(({ name }) => name)
    .join('\n');
  return (
    <span title={names} className={styles.single}>
      <StateLabel statusStyle={alarmStyles.ALARM}>
        {t('fleet.inAlarm', { count })}
      </StateLabel>
    </span>
  );
}

/** `mina` of `user:default/mina`: enough in a cell, whose title has the rest. */
function shortName(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}
