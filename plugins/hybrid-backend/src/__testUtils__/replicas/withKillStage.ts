import { SERVICES } from '../services';
import { withPlatform } from '../withBackend';
import { brokenByKill } from './brokenByKill';
import { openDatabase, POSTGRES, type ReplicaDatabase } from './database';
import type { KillCase } from './KillCase';
import { KillStage } from './KillStage';
import { replicaConfig } from './replicaConfig';

/** So long that no process that lives loses it, however busy the machine is. */
const LEASE_SECONDS = 120;

/** With two processes at once where there is PostgreSQL, and with one after the other in a file. */
export const DATABASES = [
  'SQLite' as const,
  ...(POSTGRES ? ['PostgreSQL' as const] : []),
];

/** Where one is enough: the one on which processes can be at work at the same time. */
export const BEST_DATABASE = DATABASES[DATABASES.length - 1];

/**
 * Whether processes are to be killed at every point: that takes many minutes, so that one of
 * each kind is a part of every run, and the others of `npm run test:all`.
 */
export const isEverywhere = Boolean(process.env.KILL_EVERYWHERE);

/** A platform that asks for an approval of each failover, and of nothing else. */
export function configWithApprovals() {
  const config = replicaConfig(LEASE_SECONDS);
  const { shop } = config.hybrid.platforms;
  const platforms = { shop: { ...shop, approval: { kinds: ['failover'] } } };
  return { ...config, hybrid: { ...config.hybrid, platforms } };
}

/** A stage for each test of the enclosing `describe`. */
export function withKillStage(
  kind: (typeof DATABASES)[number],
  config: object = replicaConfig(LEASE_SECONDS),
) {
  let database: ReplicaDatabase | undefined;
  let stage: KillStage | undefined;
  afterEach(async () => {
    await stage?.close();
    await database?.drop();
    stage = undefined;
    database = undefined;
  });
  const platform = withPlatform({ each: true });
  beforeEach(async () => {
    database = await openDatabase(kind);
    stage = new KillStage(platform, database, config as never);
  });
  return { platform, stage: () => stage! };
}

/** Plays cases, and answers what does not hold. */
export async function broken(
  { platform, stage }: ReturnType<typeof withKillStage>,
  cases: KillCase[],
): Promise<string[]> {
  const played = await stage().play(cases);
  return [
    ...played.flatMap(one => brokenByKill(one, platform)),
    ...(await stage().leftovers()),
  ];
}

/** Cases, as many at once as there are services. */
export function rounds(cases: KillCase[]): KillCase[][] {
  const count = Math.ceil(cases.length / SERVICES.length);
  return Array.from({ length: count }, (_, round) =>
    cases.slice(round * SERVICES.length, (round + 1) * SERVICES.length),
  );
}
