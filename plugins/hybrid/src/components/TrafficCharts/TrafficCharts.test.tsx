import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { HybridApi } from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aMove,
  aProblem,
  aProblemError,
  aTraffic,
} from '../../__testUtils__/fixtures';
import { renderOnEntity } from '../../__testUtils__/renderOnEntity';
import { TrafficCharts } from './TrafficCharts';

function show(api: Partial<HybridApi> = {}) {
  const rendered = renderOnEntity(
    <TrafficCharts entityRef="component:default/cart" />,
    { api },
  );
  return { ...rendered, user: userEvent.setup() };
}

describe('the charts', () => {
  it('draw both sites in different line styles, and say their sums', async () => {
    const { api } = show({
      getTraffic: async () =>
        aTraffic({
          points: [0, 1].map(minute => ({
            at: new Date(Date.now() - (30 - minute) * 60_000).toISOString(),
            sites: {
              'on-prem': { requests: 400, errors: 3 },
              aws: { requests: 600, errors: 0 },
            },
          })),
        }),
    });
    const requests = await screen.findByRole('figure', {
      name: 'Requests per 1 min: 800 on-prem and 1,200 on AWS in all',
    });
    expect(
      screen.getByRole('figure', {
        name: 'Errors per 1 min: 6 on-prem and 0 on AWS in all',
      }),
    ).toBeInTheDocument();
    // Its own chunk, loaded when it is needed.
    await waitFor(
      () =>
        expect(requests.querySelectorAll('.recharts-line-curve')).toHaveLength(
          2,
        ),
      { timeout: 5_000 },
    );
    const dashes = [...requests.querySelectorAll('.recharts-line-curve')].map(
      line => line.getAttribute('stroke-dasharray'),
    );
    expect(new Set(dashes).size).toBe(2);
    // The keyboard moves through the periods.
    expect(
      within(requests).getByRole('application', { name: 'Requests per 1 min' }),
    ).toHaveAttribute('tabindex', '0');
    expect(requests.querySelectorAll('.recharts-reference-line')).toHaveLength(
      1,
    );
    expect(api.getTraffic).toHaveBeenCalledWith(
      'component:default/cart',
      expect.objectContaining({ seconds: 3_600 }),
    );
  });

  it('list the shifts that are marked', async () => {
    show();
    const marks = await screen.findByRole('list', {
      name: 'Shifts in this time',
    });
    expect(within(marks).getByRole('listitem')).toHaveTextContent(
      /^1: Failover to AWS, Succeeded, .*, mina$/,
    );
  });

  it('list what automation moved beside them, so that no flip is without a mark', async () => {
    show({
      getTraffic: async () => aTraffic({ shifts: [], automation: [aMove()] }),
    });
    const marks = await screen.findByRole('list', {
      name: 'Shifts in this time',
    });
    expect(within(marks).getByRole('listitem')).toHaveTextContent(
      /^1: Moved to AWS by automation, Returned, .*, traffic-watchdog$/,
    );
    expect(screen.queryByText('No shifts in this time.')).toBeNull();
  });

  it('ask for another range, and keep what is shown until it arrives', async () => {
    let answer = () => {};
    const { user, api } = show({
      getTraffic: (_, options) =>
        options?.seconds === 604_800
          ? new Promise(resolve => {
              answer = () =>
                resolve(aTraffic({ periodSeconds: 3_600, shifts: [] }));
            })
          : Promise.resolve(aTraffic()),
    });
    await screen.findByText('Requests per 1 min');
    await user.click(screen.getByRole('radio', { name: '7 days' }));
    expect(screen.getByText('Requests per 1 min')).toBeInTheDocument();
    answer();
    expect(await screen.findByText('Requests per 1 h')).toBeInTheDocument();
    expect(screen.getByText('No shifts in this time.')).toBeInTheDocument();
    expect(api.getTraffic).toHaveBeenCalledTimes(2);
  });

  it('can be read as a table, the latest period first', async () => {
    const { user } = show();
    await screen.findByText('Requests per 1 min');
    await user.click(screen.getByRole('switch', { name: 'Show as table' }));
    const table = screen.getByRole('table');
    expect(screen.queryByRole('figure')).toBeNull();
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map(header => header.textContent),
    ).toEqual([
      'Time',
      'On-prem Requests',
      'On-prem Errors',
      'AWS Requests',
      'AWS Errors',
      'Shift',
    ]);
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows).toHaveLength(60);
    // On-prem serves nothing after the failover, which is marked in its period.
    expect(within(rows[0]).getAllByRole('cell')[0]).toHaveTextContent(/^0$/);
    expect(rows.filter(row => row.lastChild?.textContent === '1')).toHaveLength(
      1,
    );
  });

  it('say that nothing was measured', async () => {
    show({ getTraffic: async () => aTraffic({ points: [], shifts: [] }) });
    expect(
      await screen.findByText('No requests were measured in this time.'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('figure')).toBeNull();
  });

  it('explain why they cannot be drawn, and try again', async () => {
    let asked = 0;
    const problem = aProblem('aws-throttled');
    const { user } = show({
      getTraffic: async () => {
        asked += 1;
        if (asked === 1) throw aProblemError(problem, 503);
        return aTraffic();
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(problem.message);
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('Requests per 1 min')).toBeInTheDocument();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
