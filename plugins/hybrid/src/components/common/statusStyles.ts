import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiErrorWarningFill,
  RiLoader4Line,
  RiPauseCircleFill,
  RiQuestionFill,
  RiArrowGoBackFill,
  RiStopCircleFill,
  RiTimeLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import type {
  AlarmStatus,
  AutomationMove,
  HealthState,
  ShiftState,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** How a state is shown. The icons differ in shape, so that colour is never the only sign. */
export interface StatusStyle {
  status: 'success' | 'warning' | 'danger' | 'progress' | 'neutral';
  Icon: RemixiconComponentType;
}

export const healthStyles: Record<HealthState, StatusStyle> = {
  healthy: { status: 'success', Icon: RiCheckboxCircleFill },
  degraded: { status: 'warning', Icon: RiErrorWarningFill },
  unhealthy: { status: 'danger', Icon: RiCloseCircleFill },
  unknown: { status: 'neutral', Icon: RiQuestionFill },
};

export const alarmStyles: Record<AlarmStatus['state'], StatusStyle> = {
  OK: { status: 'success', Icon: RiCheckboxCircleFill },
  ALARM: { status: 'danger', Icon: RiAlertFill },
  INSUFFICIENT_DATA: { status: 'neutral', Icon: RiQuestionFill },
};

export const shiftStyles: Record<ShiftState, StatusStyle> = {
  planned: { status: 'neutral', Icon: RiTimeLine },
  'awaiting-approval': { status: 'neutral', Icon: RiPauseCircleFill },
  running: { status: 'progress', Icon: RiLoader4Line },
  verifying: { status: 'progress', Icon: RiLoader4Line },
  succeeded: { status: 'success', Icon: RiCheckboxCircleFill },
  failed: { status: 'danger', Icon: RiCloseCircleFill },
  aborted: { status: 'warning', Icon: RiStopCircleFill },
  'rolled-back': { status: 'warning', Icon: RiArrowGoBackFill },
};

export const automationStyles: Record<AutomationMove['state'], StatusStyle> = {
  'failed-over': { status: 'warning', Icon: RiErrorWarningFill },
  recovering: { status: 'progress', Icon: RiTimeLine },
  returned: { status: 'success', Icon: RiArrowGoBackFill },
  left: { status: 'neutral', Icon: RiStopCircleFill },
};

export const ruleStyles = {
  passed: { status: 'success', Icon: RiCheckboxCircleFill },
  failed: { status: 'danger', Icon: RiCloseCircleFill },
} satisfies Record<string, StatusStyle>;
