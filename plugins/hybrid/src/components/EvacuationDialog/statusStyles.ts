import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiFlashlightFill,
  RiLockLine,
  RiSubtractLine,
} from '@remixicon/react';
import type { StatusStyle } from '../common/statusStyles';
import type { Judgement } from './judgement';

/** How a verdict of the plan looks. */
export const judgementStyles: Record<Judgement, StatusStyle> = {
  shift: { status: 'success', Icon: RiCheckboxCircleFill },
  forced: { status: 'warning', Icon: RiFlashlightFill },
  refused: { status: 'danger', Icon: RiCloseCircleFill },
  'not-permitted': { status: 'neutral', Icon: RiLockLine },
  'nothing-to-do': { status: 'neutral', Icon: RiSubtractLine },
};
