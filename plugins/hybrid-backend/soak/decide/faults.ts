import type { Site } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { SERVICES } from '../../src/__testUtils__/services';
import type { Random } from './Random';

/** Something that goes wrong, until it ends. */
export type Fault =
  | { kind: 'site-down'; site: Site }
  | { kind: 'service-down'; service: string; site: Site }
  | { kind: 'tunnels-down' }
  | { kind: 'index-lags'; seconds: number }
  | { kind: 'index-keeps-deleted' }
  | { kind: 'index-misses'; what: string }
  | { kind: 'rule-replaced'; service: string }
  | { kind: 'controller'; service: string }
  | { kind: 'throttling'; rate: number }
  | { kind: 'errors'; rate: number }
  | { kind: 'answers-lost'; rate: number }
  | { kind: 'latency'; ms: number }
  | { kind: 'replica-killed'; replica: number }
  | { kind: 'database-away' }
  /**
   * AWS answers late, and a replica is cut off from the database for longer than a lease: what
   * it was about to write when its answer was late, another replica has written meanwhile.
   */
  | { kind: 'lease-lost'; replica: number };

export type FaultKind = Fault['kind'];

/** How each kind is made, and for how long it lasts at least and at most. */
const KINDS: {
  [K in FaultKind]: {
    make(random: Random): Omit<Extract<Fault, { kind: K }>, 'kind'>;
    lastsMs: [number, number];
  };
} = {
  'site-down': {
    make: random => ({ site: site(random) }),
    lastsMs: [4_000, 6_000],
  },
  'service-down': {
    make: random => ({ service: service(random), site: site(random) }),
    lastsMs: [4_000, 6_000],
  },
  'tunnels-down': { make: () => ({}), lastsMs: [3_000, 5_000] },
  'index-lags': {
    make: random => ({ seconds: random.int(2, 6) }),
    lastsMs: [3_000, 5_000],
  },
  'index-keeps-deleted': { make: () => ({}), lastsMs: [3_000, 6_000] },
  'index-misses': {
    make: random => {
      const name = service(random);
      const what = random.pick([
        name,
        `${name}/aws`,
        `${name}=hybrid-platform:hold`,
        `${name}/on-prem=hybrid-platform:default-weight`,
      ]);
      return { what };
    },
    lastsMs: [2_000, 4_000],
  },
  'rule-replaced': {
    make: random => ({ service: service(random) }),
    lastsMs: [1_000, 1_000],
  },
  controller: {
    make: random => ({ service: service(random) }),
    lastsMs: [2_000, 4_000],
  },
  throttling: {
    make: random => ({ rate: random.int(2, 5) / 10 }),
    lastsMs: [1_500, 3_000],
  },
  errors: {
    make: random => ({ rate: random.int(1, 3) / 10 }),
    lastsMs: [1_500, 3_000],
  },
  'answers-lost': {
    make: random => ({ rate: random.int(1, 3) / 10 }),
    lastsMs: [1_500, 3_000],
  },
  latency: {
    make: random => ({ ms: random.int(100, 400) }),
    lastsMs: [1_500, 3_000],
  },
  'replica-killed': {
    make: random => ({ replica: random.int(0, 1) }),
    lastsMs: [1_000, 2_000],
  },
  'database-away': { make: () => ({}), lastsMs: [2_000, 4_000] },
  'lease-lost': {
    make: random => ({ replica: random.int(0, 1) }),
    lastsMs: [9_000, 10_000],
  },
};

export const FAULT_KINDS = Object.keys(KINDS) as FaultKind[];

/** After one of these the replicas need some seconds until both are there again. */
const OF_REPLICAS: FaultKind[] = [
  'replica-killed',
  'database-away',
  'lease-lost',
];

const MINUTE_MS = 60_000;

/** A fault, and when it begins and ends. */
export interface TimedFault {
  fault: Fault;
  fromMs: number;
  untilMs: number;
}

/**
 * Each kind once in each minute, in an order of its own. Those that concern replicas are far
 * apart, so that there is always one that can go on; of the others, few are there at once.
 */
export function decideFaults(random: Random, minutes: number): TimedFault[] {
  return Array.from({ length: Math.ceil(minutes) }, (_, minute) => {
    const others = FAULT_KINDS.filter(kind => !OF_REPLICAS.includes(kind));
    return [
      ...spread(random, others, minute * MINUTE_MS),
      // Once there is work that a replica can lose.
      ...spread(random, OF_REPLICAS, minute * MINUTE_MS + 4_000),
    ];
  })
    .flat()
    .sort((a, b) => a.fromMs - b.fromMs);
}

/** Over the first fifty seconds of a minute, so that what follows may come to rest. */
function spread(
  random: Random,
  kinds: FaultKind[],
  startMs: number,
): TimedFault[] {
  const slotMs = 50_000 / kinds.length;
  return random.shuffled(kinds).map((kind, slot) => {
    const { lastsMs } = KINDS[kind];
    const fromMs = Math.round(
      startMs + slot * slotMs + random.next() * slotMs * 0.3,
    );
    return {
      fault: makeFault(kind, random),
      fromMs,
      untilMs: fromMs + random.int(...lastsMs),
    };
  });
}

function makeFault(kind: FaultKind, random: Random): Fault {
  return { kind, ...KINDS[kind].make(random) } as Fault;
}

function site(random: Random): Site {
  return random.pick(['on-prem', 'aws'] as const);
}

function service(random: Random): string {
  return random.pick(SERVICES);
}
