import { Leases } from '../src/durable/Leases';
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
    LeasedShift.prototype.fence = async () => {};
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
} satisfies Record<string, () => void>;

export type BreakName = keyof typeof BREAKS;
