import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Fleet } from '../src/__testUtils__/fleet';
import { about, atMost, format, median, tally, tell } from './report';
import type { MeasuredBackend } from './startBackend';

/** What it takes to show all services of a platform. */
export interface FleetFigures {
  calls: number;
  refreshMs: number;
  warmMs: number;
  bytes: number;
  gzipBytes: number;
}

export async function measureFleet(
  fleet: Fleet,
  backend: MeasuredBackend,
): Promise<FleetFigures> {
  const count = fleet.services.length;
  about(`Fleet view of ${format(count)} services`);
  fleet.forget();
  const cold = await backend.get('/platforms/scale');
  tell('first look of the process: calls', String(fleet.calls().length));
  tell('first look of the process: time', `${Math.round(cold.ms)} ms`);
  // Everything is older than its greatest age then: the refresh is a whole one.
  await delay(16_000);
  fleet.forget();
  const refresh = await backend.get('/platforms/scale');
  const calls = fleet.calls().length;
  atMost('a refresh: calls', calls, 60);
  tell('a refresh: which', tally(fleet.calls()));
  tell('a refresh: time', `${Math.round(refresh.ms)} ms`);
  const warm: number[] = [];
  for (let i = 0; i < 7; i++) {
    warm.push((await backend.get('/platforms/scale')).ms);
  }
  const gzipBytes = gzipSync(refresh.body).length;
  tell('between refreshes: time, median', `${Math.round(median(warm))} ms`);
  tell('answer', `${Math.round(refresh.body.length / 1024)} kB`);
  tell('answer, gzip', `${Math.round(gzipBytes / 1024)} kB`);
  return {
    calls,
    refreshMs: refresh.ms,
    warmMs: median(warm),
    bytes: refresh.body.length,
    gzipBytes,
  };
}

/** How the figures grow from one platform to one ten times as large. */
export function tellGrowth(small: FleetFigures, large: FleetFigures): void {
  about('Growth from 100 to 1,000 services');
  const ratio = (key: keyof FleetFigures) => large[key] / small[key];
  atMost('calls of a refresh', ratio('calls'), 10, ' times');
  atMost('bytes', ratio('bytes'), 10.5, ' times');
  tell('time of a refresh', `${format(ratio('refreshMs'))} times`);
  tell('time between refreshes', `${format(ratio('warmMs'))} times`);
}
