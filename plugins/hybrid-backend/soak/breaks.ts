import { Deadline } from '../src/durable/Deadline';
import { Leases } from '../src/durable/Leases';
import type { Snapshot } from '../src/platforms/snapshot';
import { SnapshotTaker } from '../src/platforms/SnapshotTaker';
import { gainingSiteHealthy } from '../src/shifts/plan/safety/gainingSiteHealthy';
import { neverDark } from '../src/shifts/plan/safety/neverDark';
import { planIsCurrent } from '../src/shifts/plan/safety/planIsCurrent';
import { LeaseLost } from '../src/durable/LeaseLost';
import { LeasedShift } from '../src/shifts/record/LeasedShift';

/**
 * Builds that are broken on purpose, for the soak to catch: what a replica does to the
 * plugin's classes before it starts. Nothing of the product can be switched like this.
 */
export const BREAKS = {
  /** A replica that has lost a shift goes on with it as if it had not. */
  'no-fence': () => {
    const { append, save } = LeasedShift.prototype;
    const although = async (write: Promise<void>) => {
      try {
        await write;
      } catch (error) {
        if (!(error instanceof LeaseLost)) throw error;
      }
    };
    LeasedShift.prototype.append = function goOn(...args) {
      return although(append.apply(this, args));
    };
    LeasedShift.prototype.save = function goOn(...args) {
      return although(save.apply(this, args));
    };
    LeasedShift.prototype.fence = async () => new Deadline(86_400_000);
    // It does not hear of having lost it either.
    const { standing } = Leases.prototype;
    const owners = new Map<string, string>();
    Leases.prototype.standing = async function asEver(ids) {
      const all = await standing.call(this, ids);
      for (const id of ids) {
        const now = all.get(id);
        if (now?.owner === undefined) continue;
        const first = owners.get(id) ?? now.owner;
        owners.set(id, first);
        all.set(id, { ...now, owner: first });
      }
      return all;
    };
  },
  /** What a platform looks like is told again and again, as if it had been looked at anew. */
  'old-answers': () => {
    const { take } = SnapshotTaker.prototype;
    let first: Snapshot | undefined;
    SnapshotTaker.prototype.take = async function onceAndForAll() {
      first ??= await take.call(this);
      return { ...first, takenAt: new Date().toISOString() };
    };
  },
  /** That weights were written is not kept. */
  'no-history': () => {
    const { append } = LeasedShift.prototype;
    LeasedShift.prototype.append = async function forget(event, change) {
      if (event.type !== 'weights-written') {
        await append.call(this, event, change);
      }
    };
  },
  /** A start is accepted whatever its plan was made from. */
  'old-plan': () => {
    planIsCurrent.check = () => ({ passed: true, explanation: 'As ever.' });
  },
  /** Nobody asks whether the site that gains traffic has a healthy target. */
  'no-safety-rules': () => {
    for (const rule of [gainingSiteHealthy, neverDark]) {
      rule.check = () => ({ passed: true, explanation: 'Nobody asked.' });
    }
  },
} satisfies Record<string, () => void>;

export type BreakName = keyof typeof BREAKS;
