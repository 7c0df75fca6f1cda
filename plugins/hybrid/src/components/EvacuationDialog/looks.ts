import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiFlashlightFill,
  RiLockLine,
  RiSubtractLine,
} from '@remixicon/react';
import type { StateLook } from '../common/icons';
import type { Judgement } from './judgement';

/** How a verdict of the plan looks. */
export const judgementLooks: Record<Judgement, StateLook> = {
  shift: { tone: 'good', Icon: RiCheckboxCircleFill },
  forced: { tone: 'warn', Icon: RiFlashlightFill },
  refused: { tone: 'bad', Icon: RiCloseCircleFill },
  'not-permitted': { tone: 'plain', Icon: RiLockLine },
  'nothing-to-do': { tone: 'plain', Icon: RiSubtractLine },
};
