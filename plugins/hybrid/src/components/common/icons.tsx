import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloudLine,
  RiCloseCircleFill,
  RiErrorWarningFill,
  RiLoader4Line,
  RiPauseCircleFill,
  RiQuestionFill,
  RiArrowGoBackFill,
  RiServerLine,
  RiStopCircleFill,
  RiTimeLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import type {
  AlarmStatus,
  HealthState,
  ShiftState,
  Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** How a state looks. The icons differ in shape, so that colour is never the only sign. */
export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'plain';

export interface StateLook {
  tone: Tone;
  Icon: RemixiconComponentType;
}

export const siteIcons: Record<Site, StateLook['Icon']> = {
  'on-prem': RiServerLine,
  aws: RiCloudLine,
};

export const healthLooks: Record<HealthState, StateLook> = {
  healthy: { tone: 'good', Icon: RiCheckboxCircleFill },
  degraded: { tone: 'warn', Icon: RiErrorWarningFill },
  unhealthy: { tone: 'bad', Icon: RiCloseCircleFill },
  unknown: { tone: 'plain', Icon: RiQuestionFill },
};

export const alarmLooks: Record<AlarmStatus['state'], StateLook> = {
  OK: { tone: 'good', Icon: RiCheckboxCircleFill },
  ALARM: { tone: 'bad', Icon: RiAlertFill },
  INSUFFICIENT_DATA: { tone: 'plain', Icon: RiQuestionFill },
};

export const shiftLooks: Record<ShiftState, StateLook> = {
  planned: { tone: 'plain', Icon: RiTimeLine },
  'awaiting-approval': { tone: 'plain', Icon: RiPauseCircleFill },
  running: { tone: 'busy', Icon: RiLoader4Line },
  verifying: { tone: 'busy', Icon: RiLoader4Line },
  succeeded: { tone: 'good', Icon: RiCheckboxCircleFill },
  failed: { tone: 'bad', Icon: RiCloseCircleFill },
  aborted: { tone: 'warn', Icon: RiStopCircleFill },
  'rolled-back': { tone: 'warn', Icon: RiArrowGoBackFill },
};

export const ruleLooks = {
  passed: { tone: 'good', Icon: RiCheckboxCircleFill },
  failed: { tone: 'bad', Icon: RiCloseCircleFill },
} satisfies Record<string, StateLook>;
