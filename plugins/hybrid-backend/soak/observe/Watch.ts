import {
  type EvacuationList,
  type PlatformStatus,
  type ServiceStatus,
  type Shift,
  type ShiftPage,
  type ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { evacuationsPath, platformPath } from '../act/paths';
import { DETAIL_MAX_AGE_MS } from '../act/startStage';
import { unhelpful } from '../judge/answers';
import type { Broken } from '../judge/Broken';
import { untrueHistory } from '../judge/history';
import { movedIntoTheDark, servesNobody } from '../judge/neverDark';
import { hasEnded, twoAtOnce } from '../judge/records';
import { shownWrongly, wrongTargets } from '../judge/shown';
import { stuckEvacuations, stuckShifts, type Trouble } from '../judge/stuck';
import { notAskedFor, writesOfNobody, writtenTwice } from '../judge/writes';
import type { Answer, Truth, Write } from './types';

/** What the watch needs to know of what goes wrong, to judge what is said. */
export interface Circumstances {
  readonly troubles: readonly Trouble[];
  /** How long a look at AWS may take. */
  readonly lookMs: number;
}

/** A broken invariant, and the step in which it was seen. */
export type Found = Broken & { step: number };

const SERVICE = /^\/services\/default\/component\/([^/]+)$/;
const SHIFTS = /^\/services\/default\/component\/([^/]+)\/shifts\?/;
const SHIFT = /^\/services\/default\/component\/[^/]+\/shifts\/[^/]+$/;

/** Applies the invariants to everything that is observed, and keeps what they find. */
export class Watch {
  readonly found: Found[] = [];
  /** Every shift that was seen, as it was seen last. */
  readonly shifts = new Map<string, ShiftSummary>();
  /** Shifts that have ended, with their whole history. */
  readonly histories = new Map<string, Shift>();
  readonly answers: Answer[] = [];
  #judged = 0;
  /** The number of evacuations that are under way, when they were looked at last. */
  evacuationsActive = 0;

  constructor(
    private readonly truth: Truth & { readonly writes: Write[] },
    private readonly circumstances: Circumstances,
  ) {}

  /** Shifts that have ended, and whose history nobody has read yet. */
  unread(): ShiftSummary[] {
    return [...this.shifts.values()].filter(
      shift => hasEnded(shift) && !this.histories.has(shift.id),
    );
  }

  active(): ShiftSummary[] {
    return [...this.shifts.values()].filter(shift => !hasEnded(shift));
  }

  add(step: number, broken: readonly Broken[]): void {
    this.found.push(...broken.map(each => ({ ...each, step })));
  }

  /** What AWS has carried out since the last time. */
  judgeWrites(step: number): void {
    const { writes } = this.truth;
    const fresh = writes.slice(this.#judged);
    if (fresh.length === 0) return;
    const before = writes.slice(Math.max(0, this.#judged - 200), this.#judged);
    this.add(step, fresh.flatMap(servesNobody));
    const twice = writtenTwice([...before, ...fresh]);
    const known = writtenTwice(before);
    this.add(step, twice.slice(known.length));
    this.#judged = writes.length;
  }

  judgeAnswer(answer: Answer): void {
    const { step } = answer;
    this.answers.push(answer);
    this.add(step, unhelpful(answer));
    if (answer.status !== 200 || answer.method !== 'GET') return;
    const { path, body } = answer;
    if (path === platformPath) this.#judgePlatform(answer);
    else if (path === evacuationsPath) {
      this.#judgeEvacuations(answer, body as EvacuationList);
    } else if (SERVICE.test(path)) {
      this.#judgeCard(answer, body as ServiceStatus);
    } else if (SHIFTS.test(path)) {
      this.#judgeShifts(answer, body as ShiftPage);
    } else if (SHIFT.test(path)) this.#judgeShift(step, body as Shift);
  }

  #judgeCard(answer: Answer, status: ServiceStatus): void {
    const asking = this.#asking(answer);
    this.add(answer.step, [
      ...shownWrongly(status, asking, this.truth),
      ...wrongTargets(status, asking, this.truth),
    ]);
  }

  #judgePlatform(answer: Answer): void {
    const { serviceStatuses } = answer.body as PlatformStatus;
    const asking = this.#asking(answer);
    for (const status of serviceStatuses) {
      this.add(answer.step, shownWrongly(status, asking, this.truth));
    }
  }

  #judgeEvacuations({ step, answeredAt }: Answer, list: EvacuationList): void {
    const active = list.items.filter(({ endedAt }) => !endedAt);
    this.evacuationsActive = active.length;
    const { troubles } = this.circumstances;
    this.add(step, stuckEvacuations(active, answeredAt, troubles));
  }

  #judgeShifts(answer: Answer, { items, nextCursor }: ShiftPage): void {
    const { step, answeredAt, sentAt, path } = answer;
    for (const shift of items) {
      // An answer of another replica may have overtaken this one.
      const known = this.shifts.get(shift.id);
      if (!known || !hasEnded(known)) this.shifts.set(shift.id, shift);
    }
    const active = items.filter(shift => !hasEnded(shift));
    const service = SHIFTS.exec(path)![1];
    const since = nextCursor
      ? Date.parse(items[items.length - 1].createdAt)
      : 0;
    const writes = this.truth.writes.filter(
      write =>
        write.service === service && write.at >= since && write.at < sentAt,
    );
    this.add(step, [
      ...twoAtOnce(items),
      ...stuckShifts(active, answeredAt, this.circumstances.troubles),
      // A page that is not the newest has not all that a write may be of.
      ...(path.includes('cursor=') ? [] : writesOfNobody(writes, items)),
    ]);
  }

  #judgeShift(step: number, shift: Shift): void {
    if (!hasEnded(shift) || this.histories.has(shift.id)) return;
    this.histories.set(shift.id, shift);
    this.shifts.set(shift.id, shift);
    const { writes } = this.truth;
    this.add(step, [
      ...untrueHistory(shift, writes, this.truth),
      ...notAskedFor(shift, writes),
      ...movedIntoTheDark(shift, writes, this.truth, this.circumstances.lookMs),
    ]);
  }

  #asking({ sentAt, answeredAt }: Answer) {
    return {
      sentAt,
      answeredAt,
      detailMaxAgeMs: DETAIL_MAX_AGE_MS,
      lookMs: this.circumstances.lookMs,
    };
  }
}
