import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HYBRID_SIGNAL_CHANNEL } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { aProblem, aProblemError } from '../../__testUtils__/fixtures';
import { renderSection } from '../../__testUtils__/renderSection';
import {
  aPreflight,
  aReplication,
  aStoppedReplication,
} from '../../__testUtils__/replications';
import { ReplicationSection } from './ReplicationSection';

const section = <ReplicationSection platform="shop" />;

const result = (replication = aReplication()) => ({
  replication,
  message: 'DMS was asked to stop shop-aws-to-on-prem.',
});

describe('the replications of a platform', () => {
  it('shows state, lag, tables, direction and both endpoints', async () => {
    renderSection(section, {
      api: { getReplications: async () => [aReplication()] },
    });
    const item = await screen.findByRole('region', {
      name: 'shop-aws-to-on-prem',
    });
    expect(within(item).getByText('running')).toBeVisible();
    expect(within(item).getByText('4 s')).toBeVisible();
    expect(within(item).getByText(/42 loaded/)).toBeVisible();
    expect(within(item).getByText(/AWS to On-prem/)).toBeVisible();
    const endpoints = within(item).getByRole('table');
    expect(endpoints).toHaveTextContent('shop-rds');
    expect(endpoints).toHaveTextContent('192.168.10.20');
    expect(within(endpoints).getAllByText('Successful')).toHaveLength(2);
  });

  it('says what a stop means and what to do about it', async () => {
    renderSection(section, {
      api: { getReplications: async () => [aStoppedReplication()] },
    });
    expect(
      await screen.findByText('Somebody stopped the replication.'),
    ).toBeVisible();
    expect(
      screen.getByText(/Resume it before the source deletes/),
    ).toBeVisible();
    expect(screen.getByText('Not measured')).toBeVisible();
  });

  it('says how old the lag is where it is old, and does not show it for ever', async () => {
    const ago = (seconds: number) =>
      new Date(Date.now() - seconds * 1000).toISOString();
    renderSection(section, {
      api: {
        getReplications: async () => [
          aReplication({ id: 'fresh', lagMeasuredAt: ago(60) }),
          aReplication({ id: 'old', lagMeasuredAt: ago(240) }),
          aReplication({ id: 'lost', lagMeasuredAt: ago(600) }),
          aReplication({
            id: 'once',
            migrationType: 'full-load',
            state: 'stopped',
            lagSeconds: undefined,
          }),
        ],
      },
    });
    const item = async (name: string) =>
      within(await screen.findByRole('region', { name }));
    expect((await item('fresh')).getByText('4 s')).toBeVisible();
    expect(
      (await item('old')).getByText('4 s, measured 4 min ago'),
    ).toBeVisible();
    expect(
      (await item('lost')).getByText('Unknown, last measured 10 min ago'),
    ).toBeVisible();
    expect(
      (await item('once')).getByText('None: it only loads once, and has'),
    ).toBeVisible();
  });

  it('says that there is none', async () => {
    renderSection(section, { api: { getReplications: async () => [] } });
    expect(
      await screen.findByText('This platform has no replication.'),
    ).toBeVisible();
  });

  it('says why nothing can be read, and tries again', async () => {
    let attempts = 0;
    renderSection(section, {
      api: {
        getReplications: async () => {
          attempts += 1;
          if (attempts > 1) return [aReplication()];
          throw aProblemError(aProblem('aws-throttled'), 503);
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The replications could not be read',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('running')).toBeVisible();
  });

  it('looks again when a signal speaks of its platform, and of no other', async () => {
    const { api, signals } = renderSection(section, {
      api: { getReplications: async () => [aReplication()] },
    });
    await screen.findByText('running');
    act(() => signals.publish(HYBRID_SIGNAL_CHANNEL, { platform: 'bank' }));
    expect(api.getReplications).toHaveBeenCalledTimes(1);
    await act(async () =>
      signals.publish(HYBRID_SIGNAL_CHANNEL, { platform: 'shop' }),
    );
    expect(api.getReplications).toHaveBeenCalledTimes(2);
  });
});

describe('what can be done to a replication', () => {
  it('is resumed after a warning, with the start type that the backend chose', async () => {
    const { api } = renderSection(section, {
      api: {
        getReplications: async () => [aStoppedReplication()],
        startReplication: async () => result(),
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Resume…' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('DMS goes on from where it stopped');
    expect(api.startReplication).not.toHaveBeenCalled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Resume' }),
    );
    expect(api.startReplication).toHaveBeenCalledWith(
      'shop',
      'shop-aws-to-on-prem',
      { startType: 'resume-processing' },
      { idempotencyKey: expect.any(String) },
    );
    expect(
      await screen.findByText('DMS was asked to stop shop-aws-to-on-prem.'),
    ).toBeVisible();
    expect(api.getReplications).toHaveBeenCalledTimes(2);
  });

  it('keeps the dialog and says why when it is refused', async () => {
    renderSection(section, {
      api: {
        getReplications: async () => [aReplication()],
        stopReplication: async () => {
          throw aProblemError(aProblem('replication-state'), 409);
        },
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Stop…' }));
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Stop' }));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'The replication was not changed',
    );
  });

  it('repeats an order whose answer was lost with the same key', async () => {
    const keys: string[] = [];
    renderSection(section, {
      api: {
        getReplications: async () => [aReplication()],
        testConnections: async (_platform, _id, { idempotencyKey }) => {
          keys.push(idempotencyKey);
          if (keys.length === 1) throw new TypeError('Failed to fetch');
          return result();
        },
      },
    });
    const test = await screen.findByRole('button', {
      name: 'Test connections',
    });
    await userEvent.click(test);
    await screen.findByRole('alert');
    await userEvent.click(test);
    await screen.findByText(/DMS was asked/);
    await userEvent.click(test);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('is disabled where its state does not allow it, and says why', async () => {
    renderSection(section, {
      api: { getReplications: async () => [aReplication()] },
    });
    expect(
      await screen.findByRole('button', { name: 'Start…' }),
    ).toBeDisabled();
    expect(
      screen.getByText('The replication is running already.'),
    ).toBeVisible();
  });

  it('is disabled for who may not, and says so', async () => {
    renderSection(section, {
      api: {
        // Answers of the permission backend are remembered by the entity.
        getReplications: async () => [
          aReplication({ entityRef: 'system:default/bank' }),
        ],
      },
      isPermitted: false,
    });
    expect(await screen.findByRole('button', { name: 'Stop…' })).toBeDisabled();
    expect(
      screen.getByText('You may not control this replication.'),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Preflight…' }),
    ).not.toBeDisabled();
  });

  it('is disabled for everybody when no entity stands for the replication', async () => {
    renderSection(section, {
      api: {
        getReplications: async () => [aReplication({ entityRef: undefined })],
      },
    });
    expect(await screen.findByRole('button', { name: 'Stop…' })).toBeDisabled();
    expect(screen.getByText(/hybrid-platform:entity/)).toBeVisible();
  });

  it.each([
    ['passed' as const, 'Nothing speaks against this replication.'],
    [
      'unknown' as const,
      'Nothing that is known speaks against this replication; 1 check has no answer.',
    ],
  ])('does not say more than a preflight knows: %s', async (found, words) => {
    renderSection(section, {
      api: {
        getReplications: async () => [aReplication()],
        getPreflight: async () =>
          aPreflight({
            ready: true,
            checks: [
              {
                id: 'a',
                title: 'A',
                result: found,
                evidence: 'E',
                remedy: 'R',
              },
            ],
          }),
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Preflight…' }),
    );
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('shows the preflight, what failed first', async () => {
    renderSection(section, {
      api: {
        getReplications: async () => [aReplication()],
        getPreflight: async () => aPreflight(),
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Preflight…' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('1 check failed.')).toBeVisible();
    const checks = within(dialog).getAllByRole('listitem');
    expect(checks[0]).toHaveTextContent('Failed: Binary logs have rows');
    expect(checks[0]).toHaveTextContent('Set binlog_format to ROW');
    expect(checks[1]).toHaveTextContent('Passed: Automated backups are on');
  });

  it('loads chosen tables again, at most ten at a time', async () => {
    const tables = Array.from({ length: 11 }, (_, index) => ({
      schema: 'shop',
      table: `t${index}`,
      state: 'Table completed',
      inserts: 1,
      updates: 2,
      deletes: 3,
      ddls: 0,
      fullLoadRows: 1_000,
    }));
    const { api } = renderSection(section, {
      api: {
        getReplications: async () => [aReplication()],
        getReplicationTables: async () => ({ items: tables }),
        reloadTables: async () => result(),
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Tables…' }),
    );
    const dialog = await screen.findByRole('dialog');
    const boxes = await within(dialog).findAllByRole('checkbox');
    for (const box of boxes) await userEvent.click(box);
    expect(
      within(dialog).getByText('At most 10 tables at a time.'),
    ).toBeVisible();
    expect(
      within(dialog).getByRole('button', { name: 'Reload 11 tables' }),
    ).toBeDisabled();
    for (const box of boxes.slice(1)) await userEvent.click(box);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Reload 1 table' }),
    );
    expect(api.reloadTables).toHaveBeenCalledWith(
      'shop',
      'shop-aws-to-on-prem',
      { tables: [{ schema: 'shop', table: 't0' }] },
      { idempotencyKey: expect.any(String) },
    );
  });
});
