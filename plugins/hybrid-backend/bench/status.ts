import { setTimeout as delay } from 'node:timers/promises';
import { startFleet } from '../src/__testUtils__/fleet';
import { about, atMost, atLeast, median, tally, tell } from './report';
import { startBackend } from './startBackend';

const PLATFORMS = {
  scale: { accountId: '111122223333', region: 'ap-northeast-2' },
};

/** One set of describe calls: the rule, its tags, both groups' health, metrics and alarms. */
const CALLS_PER_NAIVE_VIEW = 6;

const PEOPLE = 10;
const VIEWS_EACH = 5;
const BETWEEN_VIEWS_MS = 2_000;

/** What it takes to show the status of one service. */
export async function measureStatus(): Promise<void> {
  about('Status of one service, of a platform with 12');
  const path = '/services/default/component/svc-0001';
  const slow = await startFleet(12, { rounds: true });
  const cold = await startBackend(slow.url, {
    services: slow.services,
    hybrid: { platforms: PLATFORMS },
  });
  slow.forget();
  await cold.get(path);
  atMost('cold: calls one after another', slow.depth(), 3);
  tell('cold: calls', tally(slow.calls()));
  await cold.stop();
  await slow.close();

  const fleet = await startFleet(12);
  const backend = await startBackend(fleet.url, {
    services: fleet.services,
    hybrid: { platforms: PLATFORMS },
  });
  const first = await backend.get(path);
  // Until what the backend looks up by itself after a start is over.
  for (let seen = -1; seen !== fleet.calls().length; ) {
    seen = fleet.calls().length;
    await delay(4_000);
  }
  await backend.get(path);
  fleet.forget();
  const warm = await Promise.all(
    Array.from({ length: 20 }, () => backend.get(path)),
  );
  atMost('warm: calls for 20 views', fleet.calls().length, 0);
  tell('cold: time', `${Math.round(first.ms)} ms`);
  tell(
    'warm: time, median',
    `${Math.round(median(warm.map(({ ms }) => ms)))} ms`,
  );

  fleet.forget();
  await Promise.all(
    Array.from({ length: PEOPLE }, async (_, person) => {
      await delay((person * BETWEEN_VIEWS_MS) / PEOPLE);
      for (let i = 0; i < VIEWS_EACH; i++) {
        await backend.get(path);
        await delay(BETWEEN_VIEWS_MS);
      }
    }),
  );
  const views = PEOPLE * VIEWS_EACH;
  const calls = fleet.calls().length;
  tell(`${PEOPLE} people, ${views} views in 10 s: calls`, String(calls));
  atLeast(
    'a set of describe calls per view takes',
    (views * CALLS_PER_NAIVE_VIEW) / Math.max(1, calls),
    3,
    ' times as many',
  );
  await backend.stop();
  await fleet.close();
}
