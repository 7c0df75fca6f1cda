import {
  sameWeights,
  type ShiftSummary,
  type Shift,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { PRODUCT_KEY, type Write } from '../observe/types';
import { broken, type Broken } from './Broken';

export function inWords(weights: Weights): string {
  return `${weights['on-prem']}/${weights.aws}`;
}

export function isByProduct({ by }: Write): boolean {
  return by.startsWith(PRODUCT_KEY);
}

type Span = Pick<ShiftSummary, 'service' | 'createdAt' | 'endedAt'>;

/** What the product wrote while a shift was under way; nothing else may write then. */
export function writesOf(shift: Span, writes: readonly Write[]): Write[] {
  return writes.filter(write => isByProduct(write) && isDuring(shift, write));
}

function isDuring({ service, createdAt, endedAt }: Span, write: Write) {
  return (
    write.service === service &&
    write.at >= Date.parse(createdAt) &&
    write.at <= (endedAt ? Date.parse(endedAt) : Infinity)
  );
}

/** What the product wrote while none of these shifts was under way. */
export function writesOfNobody(
  writes: readonly Write[],
  shifts: readonly Span[],
): Broken[] {
  return writes
    .filter(isByProduct)
    .filter(write => !shifts.some(shift => isDuring(shift, write)))
    .map(({ at, service, by, before, after }) =>
      broken(
        'no write without a shift',
        `a shift of ${service} under way at ${new Date(at).toISOString()}`,
        `${by} wrote ${inWords(after)} over ${inWords(before)}`,
      ),
    );
}

/**
 * Whoever has lost a shift writes no more. Each write comes right after a look at the rule, so
 * nobody writes what is there already, unless another process has just done the same work.
 */
export function writtenTwice(writes: readonly Write[]): Broken[] {
  return writes.flatMap((write, index) => {
    if (!isByProduct(write)) return [];
    if (!sameWeights(write.before, write.after)) return [];
    const last = writes
      .slice(0, index)
      .filter(
        ({ service, listener }) =>
          service === write.service && listener === write.listener,
      )
      .at(-1);
    if (!last || !isByProduct(last) || last.by === write.by) return [];
    return [
      broken(
        'one writer for each shift',
        `${write.by} writes nothing to ${write.service} that ${last.by} has written`,
        `both wrote ${inWords(write.after)}, ${write.at - last.at} ms apart`,
      ),
    ];
  });
}

/** What a shift wrote to a rule that is not the next of its steps, or the way back. */
export function notAskedFor(shift: Shift, writes: readonly Write[]): Broken[] {
  const own = writesOf(shift, writes);
  return [...new Set(own.map(({ listener }) => listener))].flatMap(listener =>
    notAskedForOf(
      shift,
      own.filter(write => write.listener === listener),
    ),
  );
}

function notAskedForOf(shift: Shift, own: readonly Write[]): Broken[] {
  const from = weightsFrom(shift);
  const steps = shift.plan.steps.map(({ weights }) => weights);
  let done = 0;
  let isGoingBack = false;
  for (const { after, by } of own) {
    const next = indexFrom(steps, done - 1, after);
    if (!isGoingBack && next >= 0) done = next + 1;
    else if (from.some(each => sameWeights(each, after))) isGoingBack = true;
    else {
      return [
        broken(
          'no weights that nobody asked for',
          `shift ${shift.id} of ${shift.service} writes ${
            isGoingBack ? inWords(shift.from) : steps.map(inWords).join(', ')
          }, each once and in this order`,
          `${by} wrote ${inWords(after)} after ${done} of them`,
        ),
      ];
    }
  }
  return [];
}

/** What the rules had before a shift; one of each where they disagreed. */
export function weightsFrom({ from, plan }: Shift): Weights[] {
  return [from, ...(plan.fromRules ?? []).map(({ weights }) => weights)];
}

/** Where these weights are next, the last that were written included. */
function indexFrom(steps: Weights[], from: number, wanted: Weights): number {
  return steps.findIndex(
    (step, index) => index >= from && sameWeights(step, wanted),
  );
}
