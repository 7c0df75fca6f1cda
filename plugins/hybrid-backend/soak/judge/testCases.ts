import type {
  Shift,
  ShiftEvent,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { PRODUCT_KEY, type Truth, type Write } from '../observe/types';

/** Weights by the one of AWS, of 100. */
export const weights = (aws: number): Weights => ({
  'on-prem': 100 - aws,
  aws,
});

/** When the shift of the cases began. */
export const BEGAN = Date.parse('2026-01-01T00:00:00.000Z');

/** A time in ISO, so many milliseconds after that. */
export const after = (ms: number): string => new Date(BEGAN + ms).toISOString();

/** A write by the product, so many milliseconds after the beginning. */
export const write = (
  ms: number,
  [from, to]: [number, number],
  more: Partial<Write> = {},
): Write => ({
  at: BEGAN + ms,
  service: 'cart',
  listener: 'https',
  by: `${PRODUCT_KEY}1`,
  requestId: `request-${ms}`,
  before: weights(from),
  after: weights(to),
  ...more,
});

type Event = [ms: number, type: ShiftEvent['type'], more?: Partial<ShiftEvent>];

/** A failover from 60 to 100 that succeeds, unless told otherwise. */
export function shift({
  events,
  ...more
}: Partial<Omit<Shift, 'events'>> & { events?: Event[] } = {}): Shift {
  const all: Event[] = events ?? [
    [0, 'requested'],
    [5, 'plan-evaluated'],
    [50, 'rule-read', { step: 1, weights: weights(60) }],
    [
      100,
      'weights-written',
      { step: 1, weights: weights(100), awsRequestId: 'request-90' },
    ],
    [150, 'weights-confirmed', { step: 1, weights: weights(100) }],
    [300, 'verified', { step: 1, weights: weights(100) }],
    [310, 'succeeded', { weights: weights(100) }],
  ];
  return {
    id: 'one',
    entityRef: 'component:default/cart',
    platform: 'shop',
    service: 'cart',
    kind: 'failover',
    state: 'succeeded',
    reason: 'soak 1',
    requestedBy: 'user:default/mina',
    from: weights(60),
    to: weights(100),
    createdAt: after(0),
    endedAt: after(310),
    plan: {
      entityRef: 'component:default/cart',
      kind: 'failover',
      from: weights(60),
      to: weights(100),
      steps: [{ weights: weights(100), bakeSeconds: 0 }],
      rules: [],
      allowed: true,
      forceable: true,
      approvalRequired: false,
      evaluatedAt: after(0),
    },
    ...more,
    events: all.map(([ms, type, event], index) => ({
      sequence: index + 1,
      at: after(ms),
      type,
      message: type,
      ...event,
    })),
  };
}

/** A sandbox where everything was like this all the time. */
export const always = (is: {
  aws?: number;
  healthy?: Partial<Record<'on-prem' | 'aws', number>>;
  alarm?: string;
}): Truth => ({
  weights: () => [[weights(is.aws ?? 100)]],
  targets: (_, site) => [{ healthy: is.healthy?.[site] ?? 2, total: 2 }],
  alarm: () => [is.alarm ?? 'OK'],
});
