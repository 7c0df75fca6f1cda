/*
 * What was asked of the backend of which a dump was made, so that a test can ask it again. A
 * change here needs new dumps; see the README.
 */

const services = '/services/default/component';
const replication = '/platforms/shop/replications/shop-aws-to-on-prem';

/** Whoever asks for everything but what is said to be somebody else's. */
export const OWNER = 'owner';
/** Who approves, and who holds `search`. */
export const LEAD = 'lead';
export const HOLDER = 'holder';

/** Requests with a key, by what they are about. */
export const ASKED = {
  /** A drill with everything that a shift can have; it has ended. */
  drill: {
    path: `${services}/search/shifts`,
    key: 'a-drill',
    body: {
      kind: 'drill',
      to: 'aws',
      durationSeconds: 3600,
      reason: 'Once a quarter',
      force: ['not-held'],
    },
  },
  /** In the middle of its second step. */
  running: {
    path: `${services}/storefront/shifts`,
    key: 'in-steps',
    body: {
      kind: 'custom',
      steps: [{ aws: 80, bakeSeconds: 1 }, { aws: 100 }],
      reason: 'The storage is to be replaced',
    },
  },
  /** Waits for an approval. */
  waiting: {
    path: `${services}/cart/shifts`,
    key: 'to-be-approved',
    body: {
      kind: 'custom',
      weights: { aws: 75, 'on-prem': 25 },
      reason: 'More room for the sale',
    },
  },
  /** `catalog` is moved, `order` on its way, and `payment` has not begun. */
  evacuation: {
    path: '/platforms/shop/evacuations',
    key: 'everybody-out',
    body: {
      off: 'on-prem',
      services: ['payment', 'catalog', 'order'],
      reason: 'Flood',
    },
  },
  /** Answered. */
  reload: {
    path: `${replication}/reload`,
    key: 'load-again',
    body: { tables: [{ schema: 'shop', table: 'orders' }] },
  },
  /** The process died before AWS answered. */
  test: { path: `${replication}/test`, key: 'in-doubt', body: {} },
} as const;

/** What the platform demands. */
export const APPROVAL = { kinds: ['custom', 'drill'] };

/** What is true of the rules besides the database, and when. */
export interface DumpedRules {
  /** When the process was killed. ISO time. */
  at: string;
  /** The weights and the tags that change, by service. */
  rules: Record<
    string,
    { weights: Record<'on-prem' | 'aws', number>; tags: Record<string, string> }
  >;
}
