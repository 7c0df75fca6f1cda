import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  HybridApi,
  ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aMove,
  aProblem,
  aProblemError,
  aShift,
  aShiftSummary,
  events,
} from '../../__testUtils__/fixtures';
import { renderOnEntity } from '../../__testUtils__/renderOnEntity';
import { downloadText } from '../common/download';
import { History } from './History';

const past = (
  hoursAgo: number,
  overrides: Partial<ShiftSummary> = {},
): ShiftSummary => {
  const at = Date.now() - hoursAgo * 3_600_000;
  return aShiftSummary({
    id: `shift-${hoursAgo}`,
    state: 'succeeded',
    createdAt: new Date(at).toISOString(),
    endedAt: new Date(at + 5_000).toISOString(),
    ...overrides,
  });
};

const three = [
  past(3, { reason: 'Third' }),
  past(5, { kind: 'drill', state: 'aborted', reason: 'Second' }),
  past(9, { kind: 'reset', state: 'failed', reason: 'First' }),
];

function show(api: Partial<HybridApi>) {
  const rendered = renderOnEntity(
    <History entityRef="component:default/cart" service="cart" version="1" />,
    { api },
  );
  return { ...rendered, user: userEvent.setup() };
}

const reasons = () =>
  within(screen.getByRole('list', { name: 'History' }))
    .getAllByText(/Reason:/)
    .map(line => line.textContent?.replace(/.*Reason: /, ''));

async function pick(
  user: ReturnType<typeof userEvent.setup>,
  filter: string,
  option: string,
) {
  await user.click(screen.getByRole('button', { name: new RegExp(filter) }));
  await user.click(await screen.findByRole('option', { name: option }));
}

jest.mock('../common/download', () => ({ downloadText: jest.fn() }));

describe('the history', () => {
  it('lists the shifts with who, why and how they ended', async () => {
    show({ getShifts: async () => ({ items: three }) });
    expect(await screen.findByText('3 of 3 shifts')).toBeInTheDocument();
    expect(reasons()).toEqual(['Third', 'Second', 'First']);
    expect(
      screen.getByRole('button', { name: /Drill.*Aborted/ }),
    ).toBeInTheDocument();
  });

  it('gives AWS no share that went to target groups of neither site', async () => {
    show({
      getShifts: async () => ({ items: [past(3, { elsewhereShare: 50 })] }),
    });
    expect(await screen.findByText(/AWS 30\s% → 50\s%/)).toBeInTheDocument();
  });

  it('says when there was none', async () => {
    show({ getShifts: async () => ({ items: [] }) });
    expect(
      await screen.findByText('No shift of this service was ever made.'),
    ).toBeInTheDocument();
  });

  it('loads older ones when asked to, until there are no more', async () => {
    const { user, api } = show({
      getShifts: async (_, options) =>
        options?.cursor === 'older'
          ? { items: [three[2]] }
          : { items: three.slice(0, 2), nextCursor: 'older' },
    });
    expect(
      await screen.findByText('2 of the 2 latest shifts; there are more'),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Load more' }));
    expect(await screen.findByText('3 of 3 shifts')).toBeInTheDocument();
    expect(api.getShifts).toHaveBeenCalledTimes(2);
    expect(reasons()).toEqual(['Third', 'Second', 'First']);
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
  });

  it('keeps what it has when older ones cannot be read, and tries again', async () => {
    let asked = 0;
    const { user } = show({
      getShifts: async (_, options) => {
        if (!options?.cursor) return { items: [three[0]], nextCursor: 'older' };
        asked += 1;
        if (asked === 1) throw aProblemError(aProblem('not-permitted'), 500);
        return { items: [three[1]] };
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Load more' }));
    await screen.findByText('The history could not be read');
    expect(reasons()).toEqual(['Third']);
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('2 of 2 shifts')).toBeInTheDocument();
  });

  it('is filtered by kind and by result', async () => {
    const { user } = show({ getShifts: async () => ({ items: three }) });
    await screen.findByText('3 of 3 shifts');
    await pick(user, 'Kind', 'Drill');
    expect(screen.getByText('1 of 3 shifts')).toBeInTheDocument();
    expect(reasons()).toEqual(['Second']);
    await pick(user, 'Result', 'Failed');
    expect(screen.getByText('0 of 3 shifts')).toBeInTheDocument();
    await pick(user, 'Kind', 'All kinds');
    expect(reasons()).toEqual(['First']);
  });
});

describe('what automation moved', () => {
  it('stands among the shifts, with the function, the weights and both times', async () => {
    show({
      getShifts: async () => ({
        items: three,
        automation: [
          aMove({
            movedAt: new Date(Date.now() - 4 * 3_600_000).toISOString(),
          }),
        ],
      }),
    });
    expect(
      await screen.findByText('4 of 4 shifts and moves by automation'),
    ).toBeInTheDocument();
    const items = within(
      screen.getByRole('list', { name: 'History' }),
    ).getAllByRole('listitem');
    expect(items[1]).toHaveTextContent(
      /^Moved to AWS by automation.*AWS 60 % → 100 %.*Returned.*traffic-watchdog: on-prem had no healthy target\. Moved .*\. Returned .*, by reset-default-traffic\./,
    );
    // It happened while Backstage was down.
    expect(items[1]).toHaveTextContent(/Backstage saw it/);
  });

  it('is never an empty history', async () => {
    show({ getShifts: async () => ({ items: [], automation: [aMove()] }) });
    await screen.findByText('Moved to AWS by automation');
    expect(
      screen.queryByText('No shift of this service was ever made.'),
    ).toBeNull();
  });

  it('says what is not known', async () => {
    const {
      movedBy: _,
      from: __,
      endedBy: ___,
      ...move
    } = aMove({ movedAtLatest: true, endedAtLatest: true });
    show({ getShifts: async () => ({ items: [], automation: [move] }) });
    const list = await screen.findByRole('list', { name: 'History' });
    expect(within(list).getByRole('listitem')).toHaveTextContent(
      /A failover function: .* or earlier; nobody noted when\. Returned .* or earlier; nobody noted when\. The weights before are not known\./,
    );
  });

  it('is filtered by its kind, and while it lasts by being under way', async () => {
    const { endedAt: _, ...move } = aMove({ state: 'failed-over' });
    const { user } = show({
      getShifts: async () => ({ items: three, automation: [move] }),
    });
    await screen.findByText('4 of 4 shifts and moves by automation');
    await pick(user, 'Kind', 'Automation');
    expect(
      screen.getByText('1 of 4 shifts and moves by automation'),
    ).toBeInTheDocument();
    await pick(user, 'Result', 'Under way');
    expect(screen.getByText('Lasts')).toBeInTheDocument();
    await pick(user, 'Result', 'Succeeded');
    expect(screen.queryByText('Lasts')).toBeNull();
  });
});

describe('one shift of the history', () => {
  it('is read when opened, with its events and what can be copied', async () => {
    const shift = {
      ...aShift(three[0]),
      forced: ['cooldown' as const],
      recoveryTimeSeconds: 4.2,
      events: events(
        Date.now(),
        'requested',
        'weights-written',
        'verified',
        'succeeded',
      ),
    };
    const { user, api } = show({
      getShifts: async () => ({ items: three }),
      getShift: async () => shift,
    });
    const trigger = await screen.findByRole('button', { name: /Failover/ });
    expect(trigger).toHaveAttribute('aria-expanded', 'false');
    expect(api.getShift).not.toHaveBeenCalled();
    await user.click(trigger);
    expect(trigger).toHaveAttribute('aria-expanded', 'true');
    expect(
      await screen.findByText('Forced safety rules: cooldown'),
    ).toBeInTheDocument();
    expect(
      within(
        screen.getByRole('region', { name: 'What happened' }),
      ).getAllByRole('listitem'),
    ).toHaveLength(4);

    const write = jest.spyOn(navigator.clipboard, 'writeText');
    const id = '7f3c1d5e-2c55-4a2c-9b4d-0a5c6f0f3f11';
    await user.click(
      screen.getByRole('button', { name: `Copy AWS request ${id}` }),
    );
    expect(write).toHaveBeenCalledWith(id);
    expect(await screen.findByText('Copied')).toBeInTheDocument();
    write.mockRestore();
  });
});

describe('the export', () => {
  it.each(['json', 'csv'] as const)('saves a file: %s', async format => {
    const { user, api } = show({
      getShifts: async () => ({ items: three }),
      exportShifts: async () => 'everything',
    });
    const name = `Export ${format.toLocaleUpperCase('en-US')}`;
    await user.click(await screen.findByRole('button', { name }));
    expect(api.exportShifts).toHaveBeenCalledWith(
      'component:default/cart',
      format,
      { include: 'automation' },
    );
    await waitFor(() =>
      expect(downloadText).toHaveBeenCalledWith(
        'everything',
        'cart-shifts',
        format,
      ),
    );
  });

  it('says why it failed', async () => {
    const problem = aProblem('not-permitted');
    const { user } = show({
      exportShifts: async () => {
        throw aProblemError(problem, 403);
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Export CSV' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(problem.message);
  });
});
