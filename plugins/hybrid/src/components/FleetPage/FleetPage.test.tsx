import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  HYBRID_SIGNAL_CHANNEL,
  type HybridApi,
  type ServiceStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aDivergedStatus,
  aProblem,
  aProblemError,
  aShiftSummary,
  failingRule,
} from '../../__testUtils__/fixtures';
import {
  aFleet,
  anEvacuation,
  anItem,
  aService,
} from '../../__testUtils__/fleet';
import { layOutElements, renderFleet } from '../../__testUtils__/renderFleet';

const checkedAt = new Date(Date.now() - 60_000).toISOString();
const ready = { ready: true, failed: [], checkedAt };

const services: ServiceStatus[] = [
  aService('cart', {
    readiness: {
      aws: ready,
      'on-prem': { ready: false, failed: [failingRule], checkedAt },
    },
  }),
  aService('order', {
    drift: {
      expected: { 'on-prem': 40, aws: 60 },
      actual: { 'on-prem': 75, aws: 25 },
    },
  }),
  aService(
    'payment',
    {
      hold: {
        by: 'user:default/mina',
        until: new Date(Date.now() + 600_000).toISOString(),
      },
      alarms: [{ name: 'payment-down', state: 'ALARM' }],
    },
    {
      'on-prem': {
        health: 'unhealthy',
        targets: { healthy: 0, total: 2, reasons: {} },
      },
    },
  ),
  aService('search', {
    activeShift: aShiftSummary({
      kind: 'custom',
      progress: { step: 2, steps: 3 },
    }),
  }),
];

const serving = (
  fleet = aFleet(services),
  more: Partial<HybridApi> = {},
): Partial<HybridApi> => ({ getPlatform: async () => fleet, ...more });

const shown = () =>
  screen.getAllByRole('rowheader').map(heading => heading.textContent);

const rowOf = async (service: string) =>
  (await screen.findByRole('rowheader', { name: service })).closest('tr')!;

describe('a site that is lost', () => {
  const since = new Date(Date.now() - 5_000).toISOString();

  it('is said as soon as no service that was looked at serves there', async () => {
    const looks = { 'on-prem': { looked: 5, down: 5, since } };
    renderFleet({ api: serving({ ...aFleet(services), siteLooks: looks }) });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('On-prem seems to be down');
    expect(alert).toHaveTextContent(/None of the 5 services .* \d+ s ago/);
  });

  it.each([
    { looked: 5, down: 4, since },
    { looked: 1, down: 1, since },
  ])('is not said of %j', async aws => {
    renderFleet({
      api: serving({ ...aFleet(services), siteLooks: { aws } }),
    });
    await screen.findByText('4 of 4 services');
    expect(screen.queryByText(/seems to be down/)).toBeNull();
  });
});

describe('the fleet page', () => {
  let restore: () => void;
  beforeEach(() => {
    restore = layOutElements();
  });
  afterEach(() => restore());

  it('says of no alarm that it is OK while they are not known', async () => {
    const alarmsProblem = {
      code: 'aws-failed' as const,
      message: 'AWS failed.',
      remedy: 'Try again.',
    };
    renderFleet({
      api: serving(
        aFleet([
          aService('cart', {
            alarms: [{ name: 'cart-down', state: 'OK' }],
            alarmsProblem,
          }),
          aService('order', {
            alarms: [{ name: 'order-down', state: 'ALARM' }],
            alarmsProblem,
          }),
        ]),
      ),
    });
    const cart = within(await rowOf('cart'));
    expect(cart.getByTitle('AWS failed.')).toHaveTextContent('Not known');
    expect(
      within(await rowOf('order')).getByText('1 in alarm'),
    ).toBeInTheDocument();
  });

  it('says everything about each service in a row', async () => {
    renderFleet({ api: serving() });

    const cart = within(await rowOf('cart'));
    expect(
      cart.getByRole('img', { name: /Set: 40\s%.* on-prem, 60\s%.* AWS/ }),
    ).toBeInTheDocument();
    expect(
      cart.getByRole('img', { name: /Actual: 39\.4/ }),
    ).toBeInTheDocument();
    expect(cart.getAllByText('Healthy')).toHaveLength(2);
    expect(cart.getByRole('link', { name: 'cart' })).toHaveAttribute(
      'href',
      '/catalog/default/component/cart',
    );

    const payment = within(await rowOf('payment'));
    expect(payment.getByText('Unhealthy')).toBeInTheDocument();
    expect(payment.getByText('0/2')).toBeInTheDocument();
    expect(payment.getByText('by mina')).toBeInTheDocument();
    expect(payment.getByText('1 in alarm')).toBeInTheDocument();

    expect(
      within(await rowOf('order')).getByText('Drifted'),
    ).toBeInTheDocument();
    expect(
      within(await rowOf('search')).getByText('Running, step 2 of 3'),
    ).toBeInTheDocument();
  });

  it('marks and finds what diverged, and says what goes to neither site', async () => {
    const { diverged, rules } = aDivergedStatus();
    renderFleet({
      api: serving(
        aFleet([
          ...services,
          aService('shipping', { diverged, rules }),
          aService('tax', { elsewhereShare: 50 }, { aws: { share: 10 } }),
        ]),
      ),
    });
    const tax = within(await rowOf('tax'));
    expect(
      tax.getByRole('img', { name: /Set: 40\s%.* AWS, 50\s% neither site/ }),
    ).toBeInTheDocument();
    expect(tax.getByText(/50\s% to neither site/)).toBeVisible();
    expect(tax.queryByRole('img', { name: /Actual/ })).toBeNull();

    await userEvent.click(
      screen.getByRole('button', { name: 'Diverged: 1. Show only these' }),
    );
    expect(shown()).toEqual(['shipping']);
    const shipping = within(await rowOf('shipping'));
    expect(shipping.getByText('Diverged')).toBeVisible();
    expect(shipping.getByText(/AWS 60\s% to 100\s%/)).toBeVisible();
  });

  it('tells on a press why a site is not ready', async () => {
    renderFleet({ api: serving() });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'On-prem of cart is not ready: why?',
      }),
    );
    const popover = await screen.findByRole('dialog');
    expect(popover).toHaveTextContent(failingRule.explanation);
    expect(popover).toHaveTextContent(failingRule.remedy!);
  });

  it('says what surrounds the services, and which cannot be shown', async () => {
    renderFleet({
      api: serving(
        aFleet(services, {
          tunnels: [
            { connectionId: 'v', outsideIpAddress: '1', state: 'up' },
            { connectionId: 'v', outsideIpAddress: '2', state: 'down' },
          ],
          replications: [
            {
              id: 'orders',
              type: 'task',
              state: 'running',
              migrationType: 'cdc',
              lagSeconds: 4,
              endpoints: [],
              actions: [],
            },
            {
              id: 'carts',
              type: 'task',
              state: 'running',
              migrationType: 'cdc',
              lagMeasuredAt: new Date(Date.now() - 600_000).toISOString(),
              endpoints: [],
              actions: [],
            },
          ],
          brokenServices: [
            { service: 'gateway', problem: aProblem('rule-not-hybrid') },
          ],
        }),
      ),
    });
    expect(await screen.findByText('1 of 2 up')).toBeInTheDocument();
    expect(screen.getByText('orders: running, 4 s behind')).toBeInTheDocument();
    expect(
      screen.getByText('carts: running, lag unknown, last measured 10 min ago'),
    ).toBeInTheDocument();
    const broken = screen.getByRole('region', {
      name: 'Services that cannot be shown',
    });
    expect(broken).toHaveTextContent('gateway');
    expect(broken).toHaveTextContent('What helps against rule-not-hybrid.');
  });

  it('says what is not known as that, and not as none or as well', async () => {
    renderFleet({
      api: serving(
        aFleet(
          [
            aService(
              'quiet',
              {
                readiness: undefined,
                alarms: [
                  { name: 'a', state: 'OK' },
                  { name: 'b', state: 'INSUFFICIENT_DATA' },
                ],
              },
              {
                aws: {
                  health: 'unknown',
                  targets: undefined,
                  requests: undefined,
                  actualShare: undefined,
                },
                'on-prem': { requests: undefined, actualShare: undefined },
              },
            ),
          ],
          { tunnels: [], notKnown: ['tunnels', 'replications'] },
        ),
      ),
    });
    const quiet = within(await rowOf('quiet'));
    expect(quiet.getByText('Unknown')).toBeVisible();
    expect(quiet.getByTitle('Not known')).toHaveTextContent('–');
    expect(quiet.queryByText('No requests')).toBeNull();
    expect(quiet.getByText('Not known')).toBeVisible();
    expect(quiet.getByText('1 without data')).toBeVisible();
    expect(quiet.getByText('Not checked yet')).toBeVisible();
    expect(screen.getByText('1 not checked yet')).toBeVisible();
    expect(screen.queryByText('No VPN connection')).toBeNull();
    expect(screen.queryByText('No replication')).toBeNull();
    expect(screen.getAllByText('Not known')).toHaveLength(3);
  });

  it.each([
    [['up', 'unknown'] as const, '1 of 2 up, 1 not known'],
    [['unknown', 'unknown'] as const, 'Not known'],
  ])('does not count %j tunnels as down', async (states, words) => {
    renderFleet({
      api: serving(
        aFleet(services, {
          tunnels: states.map((state, index) => ({
            connectionId: 'v',
            outsideIpAddress: String(index),
            state,
          })),
        }),
      ),
    });
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it('says that its data is out of date, and why', async () => {
    renderFleet({
      api: serving(
        aFleet(services, {
          snapshot: {
            takenAt: new Date().toISOString(),
            ageSeconds: 190,
            stale: true,
            problem: aProblem('aws-throttled'),
          },
        }),
      ),
    });
    expect(
      await screen.findByText('What is wrong: aws-throttled.'),
    ).toBeInTheDocument();
  });

  it('filters by text, health and traits, counts, and keeps all of it in the address', async () => {
    const { address } = renderFleet({ api: serving() });
    await rowOf('cart');
    expect(screen.getByText('4 of 4 services')).toBeInTheDocument();

    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Find a service' }),
      'R',
    );
    await waitFor(() => expect(shown()).toEqual(['cart', 'order', 'search']));
    await userEvent.click(screen.getByRole('button', { name: 'Drifted' }));
    await waitFor(() => expect(shown()).toEqual(['order']));
    expect(screen.getByText('1 of 4 services')).toBeInTheDocument();
    await waitFor(() => expect(address()).toBe('/shop?q=R&only=drift'));

    await userEvent.click(
      screen.getByRole('button', { name: 'Unhealthy: 1. Show only these' }),
    );
    expect(await screen.findByText('No service matches')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() => expect(shown()).toHaveLength(4));
  });

  it('shows what the address says', async () => {
    renderFleet({
      path: '/shop?only=hold&health=unhealthy',
      api: serving(),
    });
    await rowOf('payment');
    expect(shown()).toEqual(['payment']);
  });

  it('sorts by a column, and the other way round', async () => {
    const { address } = renderFleet({ api: serving() });
    await rowOf('cart');
    await userEvent.click(screen.getByRole('button', { name: 'Alarms' }));
    await waitFor(() => expect(shown()[0]).toBe('payment'));
    expect(
      screen.getByRole('columnheader', { name: 'Alarms' }),
    ).toHaveAttribute('aria-sort', 'ascending');
    await userEvent.click(screen.getByRole('button', { name: 'Alarms' }));
    await waitFor(() => expect(shown().at(-1)).toBe('payment'));
    await waitFor(() => expect(address()).toBe('/shop?sort=-alarms'));
  });

  it('has a thousand services with only those in sight in the document', async () => {
    const many = Array.from({ length: 1_000 }, (_, index) =>
      aService(`service-${String(index).padStart(4, '0')}`),
    );
    renderFleet({ api: serving(aFleet(many)) });
    await rowOf('service-0000');
    expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '1001');
    expect(shown().length).toBeLessThan(40);
  });

  it('is walked through with the arrow keys', async () => {
    renderFleet({ api: serving() });
    const cart = await screen.findByRole('link', { name: 'cart' });
    act(() => cart.focus());
    await userEvent.keyboard('{ArrowDown}');
    expect(screen.getByRole('link', { name: 'order' })).toHaveFocus();
    await userEvent.keyboard('{End}');
    expect(screen.getByRole('link', { name: 'search' })).toHaveFocus();
    await userEvent.keyboard('{Home}');
    expect(cart).toHaveFocus();
  });

  it('fails a service over from its row', async () => {
    renderFleet({ api: serving() });
    await rowOf('cart');
    await userEvent.click(
      screen.getByRole('button', { name: 'Actions for cart' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Fail over…' }),
    );
    expect(
      await screen.findByRole('dialog', { name: 'Fail over cart' }),
    ).toBeInTheDocument();
  });

  it('says in the menu that somebody may not shift', async () => {
    renderFleet({ api: serving(), denied: ['hybrid.traffic.shift'] });
    await rowOf('order');
    await userEvent.click(
      screen.getByRole('button', { name: 'Actions for order' }),
    );
    const item = await screen.findByRole('menuitem', {
      name: /Fail over… \(You may not shift this service\)/,
    });
    expect(item).toHaveAttribute('aria-disabled', 'true');
  });

  it('fetches once for many signals of its services, and not for others', async () => {
    const { api, signals } = renderFleet({ api: serving() });
    await rowOf('cart');
    expect(api.getPlatform).toHaveBeenCalledTimes(1);
    signals.publish(HYBRID_SIGNAL_CHANNEL, {
      entityRef: 'component:default/other',
    });
    signals.publish(HYBRID_SIGNAL_CHANNEL, { platform: 'lab' });
    expect(api.getPlatform).toHaveBeenCalledTimes(1);
    for (let i = 0; i < 50; i += 1) {
      signals.publish(HYBRID_SIGNAL_CHANNEL, {
        entityRef: 'component:default/cart',
      });
    }
    await waitFor(() => expect(api.getPlatform).toHaveBeenCalledTimes(2));
  });

  it('points to an evacuation that is under way, and lists the past ones', async () => {
    const { items: _, ...running } = anEvacuation([
      anItem('cart'),
      anItem('order', { state: 'pending' }),
    ]);
    renderFleet({
      api: serving(undefined, {
        getEvacuations: async () => [
          running,
          { ...running, id: 'e0', state: 'completed' },
        ],
      }),
    });
    expect(
      await screen.findByText('An evacuation is under way'),
    ).toBeInTheDocument();
    expect(screen.getByText(/1 of 2 services have their result/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Show progress' })).toHaveAttribute(
      'href',
      '/shop/evacuations/e1',
    );
    expect(screen.getAllByText(/On-prem left by/)).toHaveLength(2);
  });

  it('says when no service of the platform may be read', async () => {
    renderFleet({ api: serving(aFleet([])) });
    expect(
      await screen.findByText('You may read no service of this platform'),
    ).toBeInTheDocument();
  });

  it('says what is wrong when the platform cannot be read', async () => {
    renderFleet({
      api: {
        getPlatform: async () => {
          throw aProblemError(aProblem('platform-unknown'), 404);
        },
      },
    });
    expect(await screen.findByText('Unknown platform')).toBeInTheDocument();
  });
});

describe('choosing a platform', () => {
  const summary = {
    id: 'shop',
    accountId: '111122223333',
    region: 'ap-northeast-2',
    services: 6,
  };

  it('offers the platforms', async () => {
    renderFleet({
      path: '/',
      api: {
        getPlatforms: async () => [
          summary,
          {
            ...summary,
            id: 'lab',
            services: undefined,
            problem: aProblem('aws-unreachable'),
          },
        ],
      },
    });
    expect(await screen.findByRole('link', { name: 'lab' })).toHaveAttribute(
      'href',
      '/lab',
    );
    expect(screen.getByText('6 services')).toBeInTheDocument();
    expect(screen.getByText('What is wrong: aws-unreachable.')).toBeVisible();
  });

  it('goes on to the only one', async () => {
    const { address } = renderFleet({
      path: '/',
      api: { ...serving(aFleet([])), getPlatforms: async () => [summary] },
    });
    await waitFor(() => expect(address()).toBe('/shop'));
  });

  it('says what to do when there is none', async () => {
    renderFleet({ path: '/', api: { getPlatforms: async () => [] } });
    expect(
      await screen.findByText('There is no platform to show'),
    ).toBeInTheDocument();
  });
});
