import { LeasedEvacuations } from '../../evacuations/LeasedEvacuations';
import type { StandStill } from './freezeShifts';

/** Stands for the evacuation itself where services are named. */
export const EVACUATION = 'the evacuation';

/**
 * Lets an evacuation stand still at what it records of an item: `item-begun`, `item-shifting`
 * before the shift that was started is noted, `item-noted` after that, `item-settled`; and
 * `ended` of the evacuation itself.
 */
export function freezeEvacuations(at: StandStill): void {
  const { begin, started, settle, end } = LeasedEvacuations.prototype;

  LeasedEvacuations.prototype.begin = async function noteAndFreeze(
    id,
    service,
  ) {
    const may = await begin.call(this, id, service);
    if (may) await at(service, 'item-begun');
    return may;
  };

  LeasedEvacuations.prototype.started = async function freezeAndNote(
    id,
    service,
    shiftId,
  ) {
    await at(service, 'item-shifting');
    await started.call(this, id, service, shiftId);
    await at(service, 'item-noted');
  };

  LeasedEvacuations.prototype.settle = async function settleAndFreeze(
    id,
    service,
    how,
  ) {
    await settle.call(this, id, service, how);
    await at(service, 'item-settled');
  };

  LeasedEvacuations.prototype.end = async function endAndFreeze(...how) {
    const ended = await end.apply(this, how);
    if (ended) await at(EVACUATION, 'ended');
    return ended;
  };
}
