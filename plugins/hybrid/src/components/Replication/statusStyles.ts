import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiErrorWarningFill,
  RiLoader4Line,
  RiQuestionFill,
  RiStopCircleFill,
} from '@remixicon/react';
import type {
  PreflightCheck,
  ReplicationEndpointStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { StatusStyle } from '../common/statusStyles';

export const connectionStyles: Record<
  ReplicationEndpointStatus['connection'],
  StatusStyle
> = {
  successful: { status: 'success', Icon: RiCheckboxCircleFill },
  testing: { status: 'progress', Icon: RiLoader4Line },
  failed: { status: 'danger', Icon: RiCloseCircleFill },
  untested: { status: 'neutral', Icon: RiQuestionFill },
};

export const checkStyles: Record<PreflightCheck['result'], StatusStyle> = {
  passed: { status: 'success', Icon: RiCheckboxCircleFill },
  warning: { status: 'warning', Icon: RiErrorWarningFill },
  failed: { status: 'danger', Icon: RiCloseCircleFill },
  unknown: { status: 'neutral', Icon: RiQuestionFill },
};

/** How one of DMS's own states looks. */
export function replicationStyle(state: string): StatusStyle {
  if (state === 'running')
    return { status: 'success', Icon: RiCheckboxCircleFill };
  if (state.startsWith('failed')) {
    return { status: 'danger', Icon: RiCloseCircleFill };
  }
  return state.endsWith('ing')
    ? { status: 'progress', Icon: RiLoader4Line }
    : { status: 'warning', Icon: RiStopCircleFill };
}
