import type { Evacuation } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { until } from '@hybrid-platform/sandbox/testing';
import { brokenByKill } from '../__testUtils__/replicas/brokenByKill';
import { EVACUATION } from '../__testUtils__/replicas/freezeEvacuations';
import type { KillCase } from '../__testUtils__/replicas/KillCase';
import {
  BEST_DATABASE,
  DATABASES,
  isEverywhere,
  withKillStage,
} from '../__testUtils__/replicas/withKillStage';
import { SERVICES } from '../__testUtils__/services';

jest.setTimeout(240_000);

const PATH = '/platforms/shop/evacuations';

/** What becomes of every service that was begun, whenever its process died. */
const MOVED: Pick<KillCase, 'expected'> = {
  expected: {
    state: 'succeeded',
    writes: [100],
    history: [
      'requested',
      'plan-evaluated',
      'rule-read@1',
      'weights-written@1',
      'weights-confirmed@1',
      'verified@1',
      'succeeded',
    ],
    takenOver: 'perhaps',
  },
};

interface Kill {
  /** Where services stand still, the first one there, the second one there, and so on. */
  at: string[];
  /** How many of them do when the process is killed. */
  count: number;
  /** Whether somebody aborts the evacuation right before that. */
  abort?: boolean;
}

interface Story {
  /** So many shifts at once. */
  atOnce: number;
  kills: Kill[];
  state: Evacuation['state'];
}

type On = ReturnType<typeof withKillStage>;

/** Each service that has not been hit yet stands still at one of the points. */
function freezeOf(kill: Kill | undefined, hit: ReadonlySet<string>) {
  if (!kill) return {};
  const { at } = kill;
  return at[0] === 'ended'
    ? { [EVACUATION]: 'ended' }
    : Object.fromEntries(
        SERVICES.filter(service => !hit.has(service)).map((service, index) => [
          service,
          at[index % at.length],
        ]),
      );
}

async function play({ stage }: On, { atOnce, kills }: Story) {
  const hit = new Set<string>();
  let replica = await stage().start({
    atOnce,
    freeze: freezeOf(kills[0], hit),
  });
  const { id } = await replica.call<Evacuation>(PATH, {
    body: { off: 'on-prem', reason: 'Flood' },
    key: 'flood',
  });
  for (const [index, { count, abort }] of kills.entries()) {
    const { frozen } = replica;
    await until(
      () => [...frozen.keys()],
      services => services.length >= count,
      60_000,
    );
    for (const service of frozen.keys()) hit.add(service);
    if (abort) await replica.call(`${PATH}/${id}/abort`);
    const freeze = freezeOf(kills[index + 1], hit);
    replica = await stage().killAndGoOn(replica, { atOnce, freeze });
  }
  const get = () =>
    replica.call<Evacuation>(`${PATH}/${id}`, { method: 'GET' });
  const evacuation = await until(
    get,
    ({ state }) => state === 'completed' || state === 'aborted',
    60_000,
  );
  return { evacuation, replica };
}

/** What must hold of an evacuation whose processes were killed, and does not. */
async function broken(on: On, story: Story): Promise<string[]> {
  const { evacuation, replica } = await play(on, story);
  const found: string[] = [];
  if (evacuation.state !== story.state) found.push(`is ${evacuation.state}`);
  for (const { service, state, shiftId } of evacuation.items) {
    const seen = on.stage().seenOf(service);
    if (state === 'succeeded') {
      const shift = await replica.get(service, shiftId!);
      const played = { kill: MOVED as KillCase, shift, ...seen };
      found.push(...brokenByKill(played, on.platform));
    } else if (state !== 'aborted' || story.state !== 'aborted') {
      found.push(`${service} is ${state}`);
    } else if (shiftId || seen.writes.length > 0) {
      found.push(`${service} was not begun, and has moved`);
    }
    const { items } = await replica.call<{ items: unknown[] }>(
      `/services/default/component/${service}/shifts`,
      { method: 'GET' },
    );
    if (items.length > 1) found.push(`${service} moved twice`);
  }
  return [...found, ...(await on.stage().leftovers())];
}

describe(`an evacuation whose processes are killed, on ${BEST_DATABASE},`, () => {
  const on = withKillStage(BEST_DATABASE);

  it('goes on with the next, which dies while somebody aborts it, and ends with a third', async () => {
    const story: Story = {
      atOnce: 2,
      kills: [
        { at: ['accepted@1'], count: 2 },
        { at: ['weights-written@1'], count: 2, abort: true },
      ],
      state: 'aborted',
    };
    expect(await broken(on, story)).toEqual([]);
  });
});

const RUNNING: Story[] = [
  [
    'item-begun',
    'item-shifting',
    'item-noted',
    'rule-read@1',
    'accepted@1',
    'succeeded',
  ],
  ['item-settled'],
  ['ended'],
].map(at => ({
  atOnce: SERVICES.length,
  kills: [{ at, count: at.length }],
  state: 'completed',
}));

const ABORTED: Story[] = [
  ['item-begun', 'item-shifting', 'accepted@1'],
  ['item-noted', 'weights-confirmed@1', 'succeeded'],
  ['item-settled'],
].map(at => ({
  atOnce: 3,
  kills: [{ at, count: at.length, abort: true }],
  state: 'aborted',
}));

const matrix = isEverywhere ? describe : describe.skip;

matrix.each(DATABASES)('an evacuation that is killed, on %s,', database => {
  const on = withKillStage(database);

  it.each(
    [...RUNNING, ...ABORTED].map(
      story =>
        [
          story.state === 'aborted' ? 'while it is aborted,' : 'on its way,',
          story.kills[0].at.join(', '),
          story,
        ] as const,
    ),
  )('%s ends truthfully: at %s', async (_how, _at, story) => {
    expect(await broken(on, story)).toEqual([]);
  });
});
