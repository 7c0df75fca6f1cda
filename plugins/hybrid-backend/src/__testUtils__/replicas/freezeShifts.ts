import { LeasedShift } from '../../shifts/record/LeasedShift';

/**
 * Right after which event a service's shift is to stand still, when this process records
 * it: `weights-written@2` is that of step 2, `weights-written` that of the way back.
 */
export type Freeze = Record<string, string>;

/**
 * Lets shifts stand still right after an event is recorded, as if the process had died just
 * there, until it does. So one kill hits many shifts, each where it is to be hit. A shift
 * that is frozen at `plan-evaluated` never begins.
 */
export function freezeShifts(
  freeze: Freeze,
  told: (service: string, event: string) => void,
): void {
  const { append, save, end } = LeasedShift.prototype;
  const at = async (log: LeasedShift, event: string): Promise<void> => {
    const { service } = log.shift;
    if (freeze[service] !== event) return;
    told(service, event);
    await new Promise(() => {});
  };

  LeasedShift.prototype.save = async function freezeAndSave(change) {
    await at(this, 'plan-evaluated');
    await save.call(this, change);
  };

  LeasedShift.prototype.append = async function recordAndFreeze(event, change) {
    const { type, step } = event;
    if (type === 'weights-written') await at(this, `accepted@${step}`);
    await append.call(this, event, change);
    await at(this, step === undefined ? type : `${type}@${step}`);
  };

  LeasedShift.prototype.end = async function endAndFreeze(theEnd, event) {
    await end.call(this, theEnd, event);
    await at(this, event.type);
  };
}
