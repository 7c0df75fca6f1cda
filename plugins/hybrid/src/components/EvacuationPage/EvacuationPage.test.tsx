import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Evacuation } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { aProblem, aProblemError } from '../../__testUtils__/fixtures';
import { anEvacuation, anItem } from '../../__testUtils__/fleet';
import { layOutElements, renderFleet } from '../../__testUtils__/renderFleet';

const items = [
  anItem('cart', { recoveryTimeSeconds: 6 }),
  anItem('order', { state: 'shifting' }),
  anItem('payment', { state: 'failed', problem: aProblem('aws-throttled') }),
  anItem('search', { state: 'pending' }),
];
const running = anEvacuation(items, { rate: 0.5, concurrency: 4 });

function render(evacuation: Evacuation = running, more = {}) {
  return renderFleet({
    path: '/shop/evacuations/e1',
    api: { getEvacuation: async () => evacuation, ...more },
  });
}

describe('the page of an evacuation', () => {
  let restore: () => void;
  beforeEach(() => {
    restore = layOutElements();
  });
  afterEach(() => restore());

  it('says how far it is, how fast, and what became of each service', async () => {
    render();
    const bar = await screen.findByRole('progressbar');
    expect(bar).toHaveAttribute('aria-valuenow', '2');
    expect(bar).toHaveAttribute('aria-valuemax', '4');
    expect(screen.getByText(/0\.5 per second/)).toHaveTextContent(
      /4 shifts at once · about 4 s left/,
    );
    const rows = within(
      screen.getByRole('table', { name: 'Result of each service' }),
    ).getAllByRole('rowheader');
    expect(rows.map(row => row.textContent)).toEqual([
      'payment',
      'order',
      'search',
      'cart',
    ]);
    await userEvent.click(
      screen.getByRole('button', {
        name: 'payment: AWS is throttling requests',
      }),
    );
    expect(
      await screen.findByText(/What helps against aws-throttled/),
    ).toBeInTheDocument();
  });

  it('announces its progress to screen readers', async () => {
    render();
    expect(
      await screen.findByText('2 of 4 done: 1 moved, 1 failed or refused.'),
    ).toBeInTheDocument();
  });

  it('is aborted after a confirmation', async () => {
    let evacuation: Evacuation = running;
    const abortEvacuation = jest.fn(async () => {
      evacuation = { ...running, state: 'aborting' };
      return evacuation;
    });
    render(running, { getEvacuation: async () => evacuation, abortEvacuation });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Abort…' }),
    );
    expect(abortEvacuation).not.toHaveBeenCalled();
    await userEvent.click(await screen.findByRole('button', { name: 'Abort' }));
    expect(await screen.findByText('Aborting')).toBeInTheDocument();
    expect(abortEvacuation).toHaveBeenCalledWith('shop', 'e1');
    expect(screen.queryByRole('button', { name: 'Abort…' })).toBeNull();
  });

  it('says why it was not aborted', async () => {
    render(running, {
      abortEvacuation: async () => {
        throw aProblemError(aProblem('evacuation-not-active'), 409);
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Abort…' }),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Abort' }));
    expect(
      await screen.findByText('The evacuation was not aborted'),
    ).toBeInTheDocument();
  });

  it('is resumed when it was aborted', async () => {
    const aborted = anEvacuation(
      [anItem('cart'), anItem('order', { state: 'aborted' })],
      { state: 'aborted', endedAt: new Date().toISOString() },
    );
    let evacuation: Evacuation = aborted;
    const resumeEvacuation = jest.fn(async () => {
      evacuation = running;
      return running;
    });
    render(aborted, {
      getEvacuation: async () => evacuation,
      resumeEvacuation,
    });
    expect(
      await screen.findByText('1 service was not moved. Resume it to go on.'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Resume' }));
    expect(await screen.findByText('Running')).toBeInTheDocument();
    expect(resumeEvacuation).toHaveBeenCalledWith('shop', 'e1');
  });

  it('reports recovery times, and that all were moved', async () => {
    render(
      anEvacuation(
        [
          anItem('cart', { recoveryTimeSeconds: 6 }),
          anItem('order', { recoveryTimeSeconds: 9 }),
        ],
        { state: 'completed', endedAt: new Date().toISOString() },
      ),
    );
    expect(
      await screen.findByText(
        'Every service that could be moved has left On-prem.',
      ),
    ).toBeInTheDocument();
    const report = within(
      screen.getByRole('region', { name: 'Recovery times' }),
    );
    expect(report.getByText('Slowest').nextSibling).toHaveTextContent('9 s');
    expect(screen.queryByRole('button', { name: 'Resume' })).toBeNull();
  });

  it('hands its report out as a file', async () => {
    const blobs: Blob[] = [];
    const create = jest.fn((blob: Blob) => {
      blobs.push(blob);
      return 'blob:report';
    });
    Object.assign(URL, { createObjectURL: create, revokeObjectURL: jest.fn() });
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(() => {});
    render();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Report as CSV' }),
    );
    expect(click.mock.contexts[0]).toHaveProperty(
      'download',
      'shop-evacuation-e1.csv',
    );
    await waitFor(() => expect(blobs).toHaveLength(1));
    click.mockRestore();
  });

  it('says when it cannot be read', async () => {
    render(running, {
      getEvacuation: async () => {
        throw aProblemError(aProblem('not-found'), 404);
      },
    });
    expect(
      await screen.findByText('The evacuation could not be read'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Back to shop' })).toHaveAttribute(
      'href',
      '/shop',
    );
  });
});
