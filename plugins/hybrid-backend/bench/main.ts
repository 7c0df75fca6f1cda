/*
 * Measures the backend: `npm run bench`. Prints the figures with their aims, and fails when
 * one is missed. See docs/performance.md.
 */
import { startFleet } from '../src/__testUtils__/fleet';
import { FASTER, measureEvacuation, REQUEST_LIMITS } from './evacuation';
import { measureFleet, tellGrowth, type FleetFigures } from './fleet';
import { about, atMost, print, tell } from './report';
import { startBackend, type Memory } from './startBackend';
import { measureStatus } from './status';

const PLATFORMS = {
  scale: { accountId: '111122223333', region: 'ap-northeast-2' },
};

/** More memory than this for 1,000 services would be a leak. */
const MEMORY_MB = 250;

async function measure(
  count: number,
  further?: (...args: Parameters<typeof measureEvacuation>) => Promise<void>,
): Promise<FleetFigures> {
  const fleet = await startFleet(count);
  const backend = await startBackend(fleet.url, {
    services: fleet.services,
    hybrid: {
      platforms: PLATFORMS,
      requestLimits: REQUEST_LIMITS,
      // As much faster than by default as AWS is in the evacuation.
      shift: { verify: { interval: { milliseconds: 2_000 / FASTER } } },
      // What happens in the background is not to be counted.
      readiness: { frequency: { hours: 24 }, perSecond: 0.01 },
      snapshot: { refresh: { hours: 1 } },
    },
  });
  const atStart = await backend.memory();
  const figures = await measureFleet(fleet, backend);
  const inUse = await backend.memory();
  await further?.(fleet, backend);
  if (further) {
    about(
      `Memory of the backend with ${count.toLocaleString('en-US')} services`,
    );
    const after = await backend.memory();
    tellMemory('after the start', atStart);
    tellMemory('after the fleet view', inUse);
    tellMemory('after the evacuation', after);
    atMost('grown by', after.resident - atStart.resident, MEMORY_MB, ' MB');
    tell('live objects grown by', `${after.live - atStart.live} MB`);
    tell('with garbage, at most', `${after.peak} MB`);
  }
  await backend.stop();
  await fleet.close();
  return figures;
}

function tellMemory(when: string, memory: Memory): void {
  const { resident, live, withGarbage } = memory;
  tell(when, `${resident} MB, live ${live}, with garbage ${withGarbage}`);
}

async function main() {
  const only = process.argv[2];
  if (!only || only === 'status') await measureStatus();
  if (!only || only === 'fleet') {
    const small = await measure(100);
    const large = await measure(1000, only ? undefined : measureEvacuation);
    tellGrowth(small, large);
  } else if (only === 'evacuation') {
    await measure(Number(process.argv[3] ?? 1000), measureEvacuation);
  }
  process.exit(print() ? 0 : 1);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
