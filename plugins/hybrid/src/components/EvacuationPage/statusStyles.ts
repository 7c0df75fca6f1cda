import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiLoader4Line,
  RiLockLine,
  RiProhibitedLine,
  RiStopCircleFill,
  RiSubtractLine,
  RiTimeLine,
} from '@remixicon/react';
import type {
  EvacuationItem,
  EvacuationState,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { StatusStyle } from '../common/statusStyles';

/** How the state of an evacuation looks. */
export const evacuationStyles: Record<EvacuationState, StatusStyle> = {
  running: { status: 'progress', Icon: RiLoader4Line },
  aborting: { status: 'progress', Icon: RiLoader4Line },
  aborted: { status: 'warning', Icon: RiStopCircleFill },
  completed: { status: 'success', Icon: RiCheckboxCircleFill },
};

/** How the result of a service looks. */
export const itemStyles: Record<EvacuationItem['state'], StatusStyle> = {
  pending: { status: 'neutral', Icon: RiTimeLine },
  shifting: { status: 'progress', Icon: RiLoader4Line },
  succeeded: { status: 'success', Icon: RiCheckboxCircleFill },
  'nothing-to-do': { status: 'neutral', Icon: RiSubtractLine },
  refused: { status: 'warning', Icon: RiProhibitedLine },
  'not-permitted': { status: 'neutral', Icon: RiLockLine },
  failed: { status: 'danger', Icon: RiCloseCircleFill },
  aborted: { status: 'warning', Icon: RiStopCircleFill },
};
