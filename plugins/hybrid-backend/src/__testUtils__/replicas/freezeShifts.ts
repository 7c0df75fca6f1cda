import { LeasedShift } from '../../shifts/record/LeasedShift';
import { ShiftRepository } from '../../shifts/record/ShiftRepository';

/**
 * Right after which event a service's shift is to stand still, when this process records
 * it: `weights-written@2` is that of step 2, `weights-written` that of the way back, and
 * `accepted` what comes right before that.
 */
export type Freeze = Record<string, string>;

/** Stands still for ever where the service is to. */
export type StandStill = (service: string, event: string) => Promise<void>;

/**
 * Lets shifts stand still right after an event is recorded, as if the process had died just
 * there, until it does. So one kill hits many shifts, each where it is to be hit. A shift
 * that is frozen at `plan-evaluated` never begins; one at `approved` is not taken up.
 */
export function freezeShifts(at: StandStill): void {
  const { append, save, end } = LeasedShift.prototype;

  LeasedShift.prototype.save = async function freezeAndSave(change) {
    await at(this.shift.service, 'plan-evaluated');
    await save.call(this, change);
  };

  LeasedShift.prototype.append = async function recordAndFreeze(event, change) {
    const { type, step } = event;
    const { service } = this.shift;
    const named = (name: string) =>
      step === undefined ? name : `${name}@${step}`;
    if (type === 'weights-written') await at(service, named('accepted'));
    await append.call(this, event, change);
    await at(service, named(type));
  };

  LeasedShift.prototype.end = async function endAndFreeze(theEnd, event) {
    await end.call(this, theEnd, event);
    await at(this.shift.service, event.type);
  };

  const { decide } = ShiftRepository.prototype;
  ShiftRepository.prototype.decide = async function decideAndFreeze(id, what) {
    const decided = await decide.call(this, id, what);
    const { service } = (await this.get(id))!;
    if (decided) await at(service, what.decision);
    return decided;
  };
}
