import type { AbortRequests } from './AbortRequests';
import type { ShiftHoldContext } from './ShiftHold';
import type { WeightsEditorContext } from './WeightsEditor';

/** What a run needs of the world around it. */
export interface ShiftRunContext
  extends WeightsEditorContext,
    ShiftHoldContext {
  abort: AbortRequests;
}
