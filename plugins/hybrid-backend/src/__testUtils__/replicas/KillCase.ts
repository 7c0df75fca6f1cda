import type {
  Shift,
  ShiftRequest,
  ShiftState,
  Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Stall } from './ObservedAws';

/** A shift whose process is killed on the way, and what must become of it. */
export interface KillCase {
  request: ShiftRequest;
  /** What automation has noted on the rule: a person's shift takes it, and gives it back with the weights. */
  automation?: string;
  /**
   * Where it stands still when that happens: right after an event, or at a write to AWS. By
   * default it does nothing by itself.
   */
  at?: string | Stall;
  /** What somebody does to it until then. */
  before?(act: Act): Promise<void>;
  /** What somebody does to it once the process is dead. */
  after?(act: Act): Promise<void>;
  expected: Expected;
}

export interface Expected {
  state: ShiftState;
  /** The code of its problem; by default it has none. */
  problem?: string;
  /** The AWS weights that AWS was asked for. */
  writes: number[];
  /**
   * Its history without takeovers, and with reading twice as reading once. By default only that
   * nothing was done twice is asked.
   */
  history?: string[];
  /** Whether another process goes on with it; by default one does. It may be a matter of time. */
  takenOver?: boolean | 'perhaps';
}

/** What can be done to the shift of one case. */
export interface Act {
  get(): Promise<Shift>;
  /** An action on the shift, such as `abort`. */
  post(
    action: string,
    options?: { user?: string; body?: unknown },
  ): Promise<unknown>;
  /** Waits until its history has an event, such as `baking@1`. */
  until(event: string): Promise<void>;
  /** Waits until it stands still where it is to. */
  still(): Promise<void>;
  /** So many of its targets are healthy from now on. */
  setHealthy(site: Site, count: number): void;
}

/** The case's point in words. */
export function pointOf({ at }: Pick<KillCase, 'at'>): string {
  if (at === undefined || typeof at === 'string') return at ?? 'waiting';
  return `${at.call} ${at.nth}, ${at.effect} it took effect`;
}
