import { NotFoundError } from '@backstage/errors';
import type {
  AbortRequest,
  HybridSignal,
  Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../errors';
import type { ShiftRepository } from './record/ShiftRepository';
import { isFinal } from './record/states';

/** Asks shifts to end before they are through. */
export class ShiftAborts {
  constructor(
    private readonly options: {
      repository: ShiftRepository;
      /** Makes the runner of this process look at once; others look by themselves. */
      wake(): Promise<void>;
      announce(signal: HybridSignal): Promise<void>;
    },
  ) {}

  /** The shift, asked to end, or ended when nobody had begun to carry it out. */
  async abort(
    entityRef: string,
    id: string,
    request: AbortRequest,
    by: string,
  ): Promise<Shift> {
    const { repository, wake } = this.options;
    const before = await this.#get(entityRef, id);
    if (isFinal(before.state)) throw notActive(before);
    const aborted = before.state === 'awaiting-approval' && {
      type: 'aborted' as const,
      message: `${by} aborted the shift before it was begun.`,
    };
    const done =
      (aborted &&
        (await repository.endUnclaimed(id, { state: 'aborted' }, aborted))) ||
      (await repository.requestAbort(
        id,
        { mode: request.rollBack ? 'roll-back' : 'stop', by },
        {
          type: 'abort-requested',
          message: request.rollBack
            ? `${by} wants the shift to be rolled back.`
            : `${by} wants the shift to stop.`,
        },
      ));
    const shift = await this.#get(entityRef, id);
    if (!done) throw notActive(shift);
    await wake();
    await this.options.announce({ entityRef, shiftId: id, state: shift.state });
    return shift;
  }

  async #get(entityRef: string, id: string): Promise<Shift> {
    const shift = await this.options.repository.get(id);
    if (shift?.entityRef !== entityRef) {
      throw new NotFoundError(`${entityRef} has no shift '${id}'.`);
    }
    return shift;
  }
}

function notActive(shift: Shift): HybridError {
  return new HybridError({
    code: 'shift-not-active',
    message: `The shift is over: it is ${shift.state} since ${shift.endedAt}.`,
    remedy: 'Shift to the weights that you want.',
  });
}
