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
import type { StateLook } from '../common/icons';

export const connectionLooks: Record<
  ReplicationEndpointStatus['connection'],
  StateLook
> = {
  successful: { tone: 'good', Icon: RiCheckboxCircleFill },
  testing: { tone: 'busy', Icon: RiLoader4Line },
  failed: { tone: 'bad', Icon: RiCloseCircleFill },
  untested: { tone: 'plain', Icon: RiQuestionFill },
};

export const checkLooks: Record<PreflightCheck['result'], StateLook> = {
  passed: { tone: 'good', Icon: RiCheckboxCircleFill },
  warning: { tone: 'warn', Icon: RiErrorWarningFill },
  failed: { tone: 'bad', Icon: RiCloseCircleFill },
  unknown: { tone: 'plain', Icon: RiQuestionFill },
};

/** How one of DMS's own states looks. */
export function replicationLook(state: string): StateLook {
  if (state === 'running') return { tone: 'good', Icon: RiCheckboxCircleFill };
  if (state.startsWith('failed')) {
    return { tone: 'bad', Icon: RiCloseCircleFill };
  }
  return state.endsWith('ing')
    ? { tone: 'busy', Icon: RiLoader4Line }
    : { tone: 'warn', Icon: RiStopCircleFill };
}
