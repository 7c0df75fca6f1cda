import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  EvacuationItem,
  EvacuationRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { serviceSnapshot } from '../__testUtils__/serviceSnapshot';
import { toCandidates } from './candidates';
import type { Right } from './EvacuationAccess';
import { itemsOf, ItemRights } from './ItemRights';
import type { EvacuationRow, ItemRow } from './rows';

const entityOf = (name: string) => `component:default/${name}`;
const service = (name: string, onPrem = 40) =>
  serviceSnapshot({ name, weights: { 'on-prem': onPrem, aws: 60 } });
const problem = {
  code: 'rule-not-hybrid' as const,
  message: 'It forwards to one target group.',
  remedy: 'Deploy it again.',
};
const candidates = toCandidates([
  service('cart'),
  service('gone', 0),
  { ...service('broken'), problem },
]);

const may =
  (...names: string[]) =>
  (ref: string) =>
    names.map(entityOf).includes(ref);
const ALL = ['cart', 'gone', 'broken'];
const begin = (
  request: Partial<EvacuationRequest> = {},
  { shift = ALL, force = [] as string[] } = {},
) =>
  itemsOf(
    { off: 'on-prem', reason: 'A flood', ...request },
    {
      candidates,
      rights: {
        mayRead: () => true,
        mayShift: may(...shift),
        mayForce: may(...force),
      },
    },
  );
const states = (...asked: Parameters<typeof begin>) =>
  Object.fromEntries(
    begin(...asked).map(({ service: name, state }) => [name, state]),
  );

describe('the services of an evacuation begin', () => {
  it('as what has to be moved, has left already, or cannot be moved', () => {
    expect(begin()).toEqual([
      { service: 'cart', entityRef: entityOf('cart'), state: 'pending' },
      { service: 'gone', entityRef: entityOf('gone'), state: 'nothing-to-do' },
      {
        service: 'broken',
        entityRef: entityOf('broken'),
        state: 'refused',
        problem,
      },
    ]);
  });

  it('as left out where the caller may not shift them, unless they are named', () => {
    expect(states({}, { shift: ['cart'] })).toEqual({
      cart: 'pending',
      gone: 'not-permitted',
      broken: 'not-permitted',
    });
    expect(() => begin({ services: ALL }, { shift: ['cart'] })).toThrow(
      /'hybrid.traffic.shift' for the services gone, broken\./,
    );
  });

  it('as they are when all are named by somebody who may shift them', () => {
    expect(begin({ services: ALL })).toEqual(begin());
  });

  it('not at all for somebody who may shift nothing', () => {
    expect(() => begin({}, { shift: [] })).toThrow(
      /'hybrid.traffic.shift' for the services cart, gone, broken\./,
    );
  });

  it('with rules forced only where the caller may force each that is moved', () => {
    const request = { force: ['never-dark' as const] };
    expect(() => begin(request, { force: ['cart'] })).toThrow(
      /'hybrid.traffic.force' for the services gone, broken\./,
    );
    expect(states(request, { shift: ['cart'], force: ['cart'] }).cart).toBe(
      'pending',
    );
  });

  it('without the right to force where nothing is forced', () => {
    expect(states({ force: [] }).cart).toBe('pending');
  });
});

const MOVED: EvacuationItem['state'][] = [
  'pending',
  'shifting',
  'succeeded',
  'refused',
  'failed',
  'aborted',
];
const UNMOVED: EvacuationItem['state'][] = ['nothing-to-do', 'not-permitted'];
const STATES = [...MOVED, ...UNMOVED];
/** One service in every state, named like it. */
const items = STATES.map(
  state => ({ service: state, entity_ref: entityOf(state), state } as ItemRow),
);
const row = { requested_by: 'user:default/ann', force: null } as EvacuationRow;
const forced = { ...row, force: '["never-dark"]' };
const by = (name: string) =>
  ({
    principal: { type: 'user', userEntityRef: `user:default/${name}` },
  } as BackstageCredentials);

/** The rights of somebody who may not shift, force or read these, as far as they are asked for. */
function without({
  shift = [],
  force = shift,
  read = [],
}: {
  shift?: string[];
  force?: string[];
  read?: string[];
}) {
  return new ItemRights({
    rights: async (_credentials, refs, asked) => {
      const known = new Set(refs);
      const except = (right: Right, names: string[]) => (ref: string) =>
        asked.includes(right) && known.has(ref) && !may(...names)(ref);
      return {
        mayRead: except('read', read),
        mayShift: except('shift', shift),
        mayForce: except('force', force),
      };
    },
  });
}
const nothing = without({ shift: STATES });

describe('an evacuation may be aborted', () => {
  const abort = (rights: ItemRights, name: string) =>
    rights.assertMayAbort(by(name), forced, items).then(() => 'aborted');

  it('by whoever started it, whatever else they may', async () => {
    expect(await abort(nothing, 'ann')).toBe('aborted');
  });

  it.each(UNMOVED)(
    'by somebody else who may not shift what is %s and never moves',
    async state => {
      expect(await abort(without({ shift: [state] }), 'mia')).toBe('aborted');
    },
  );

  it.each(MOVED)(
    'not by somebody else who may not shift what is %s',
    async state => {
      await expect(abort(without({ shift: [state] }), 'mia')).rejects.toThrow(
        `'hybrid.traffic.shift' for the service ${state}.`,
      );
    },
  );

  it('without the right to force: nothing more is forced', async () => {
    expect(await abort(without({ force: STATES }), 'mia')).toBe('aborted');
  });

  it('not by naming to somebody what they may not see', async () => {
    await expect(
      without({ shift: ['failed'], read: ['failed'] }).assertMayAbort(
        by('mia'),
        row,
        items,
      ),
    ).rejects.toThrow('for the service one that you may not see.');
  });
});

describe('an evacuation may be resumed', () => {
  const AGAIN = ['pending', 'failed', 'refused', 'aborted'];

  it('by whoever started it, without what they may not move any more', async () => {
    const rights = without({ shift: ['failed', 'succeeded'] });
    expect(await rights.refusedAgain(by('ann'), row, items)).toEqual([
      'failed',
    ]);
  });

  it('by whoever started it, without what they may not force any more', async () => {
    const rights = without({ force: ['refused'] });
    expect(await rights.refusedAgain(by('ann'), forced, items)).toEqual([
      'refused',
    ]);
    expect(await rights.refusedAgain(by('ann'), row, items)).toEqual([]);
  });

  it('not by who started it when they may move nothing of what is left', async () => {
    await expect(
      without({ shift: AGAIN }).refusedAgain(by('ann'), row, items),
    ).rejects.toThrow("'hybrid.traffic.shift' for the services");
  });

  it.each(UNMOVED)(
    'by somebody else who may not shift what is %s and never moves',
    async state => {
      const rights = without({ shift: [state] });
      expect(await rights.refusedAgain(by('mia'), row, items)).toEqual([]);
    },
  );

  it.each(MOVED)(
    'not by somebody else who may not shift what is %s',
    async state => {
      await expect(
        without({ shift: [state] }).refusedAgain(by('mia'), row, items),
      ).rejects.toThrow(`'hybrid.traffic.shift' for the service ${state}.`);
    },
  );

  it('by somebody else only with the right to force, when rules are forced', async () => {
    const rights = without({ force: ['failed'] });
    await expect(rights.refusedAgain(by('mia'), forced, items)).rejects.toThrow(
      "'hybrid.traffic.force' for the service failed.",
    );
    expect(await rights.refusedAgain(by('mia'), row, items)).toEqual([]);
  });
});
