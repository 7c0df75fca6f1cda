import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  UNKNOWN_HOLDER,
  type ProblemCode,
  type ServiceStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aComponent,
  aDivergedStatus,
  aHalvedStatus,
  aProblem,
  aProblemError,
  aRule,
  aShiftSummary,
  aSite,
  aStatus,
  failingRule,
} from '../../__testUtils__/fixtures';
import { renderCard } from '../../__testUtils__/renderCard';

const showing = (status: ServiceStatus) => ({ getService: async () => status });

const plain = (text: string | null) => text?.replace(/\u00a0/g, ' ') ?? '';

/** The cells of a row of the sites' table: on-prem, AWS. */
async function siteRow(name: string): Promise<string[]> {
  const table = await screen.findByRole('table', { name: 'Sites' });
  const row = within(table).getByRole('rowheader', { name }).closest('tr')!;
  return within(row)
    .getAllByRole('cell')
    .map(cell => plain(cell.textContent));
}

describe('the traffic card', () => {
  it('says whether each site could take all traffic, and what fails', async () => {
    const checkedAt = new Date().toISOString();
    renderCard({
      api: {
        getService: async () =>
          aStatus({
            readiness: {
              'on-prem': { ready: false, failed: [failingRule], checkedAt },
              aws: { ready: true, failed: [], checkedAt },
            },
          }),
      },
    });
    const [onPrem, aws] = await siteRow('Could take all');
    expect(onPrem).toBe('Nojust nowFails: The gaining site is healthy');
    expect(aws).toBe('Yesjust now');
  });

  it('says that it is loading until the first answer arrives', async () => {
    renderCard({ api: { getService: () => new Promise(() => {}) } });
    expect(
      await screen.findByText('Loading how this service is served…'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Fail over…' })).toBeNull();
  });

  it('shows both sites of a service in its steady state', async () => {
    const { api } = renderCard();
    expect(await siteRow('Health')).toEqual(['Healthy', 'Healthy']);
    expect(await siteRow('Healthy targets')).toEqual(['2 of 2', '3 of 3']);
    expect(await siteRow('Set weight')).toEqual(['40 (40 %)', '60 (60 %)']);
    expect(await siteRow('Actual share')).toEqual(['39.4 %', '60.6 %']);
    expect(await siteRow('Requests')).toEqual(['1,182', '1,818']);
    expect(await siteRow('Errors')).toEqual(['0', '0']);
    expect(api.getService).toHaveBeenCalledWith(
      'component:default/cart',
      expect.anything(),
    );
  });

  it('draws the set shares above the actual ones, and says them', async () => {
    renderCard();
    const shares = await screen.findByRole('region', {
      name: 'Share of traffic per site',
    });
    expect(
      within(shares)
        .getAllByRole('img')
        .map(bar => plain(bar.getAttribute('aria-label'))),
    ).toEqual([
      'Set: 40 % on-prem, 60 % AWS',
      'Actual: 39.4 % on-prem, 60.6 % AWS',
    ]);
    expect(shares).toHaveTextContent('requests served in the last 5 min');
  });

  it('draws what goes to neither site between them, and says what a shift leaves alone', async () => {
    renderCard({ api: showing(aHalvedStatus()) });
    const shares = await screen.findByRole('region', {
      name: 'Share of traffic per site',
    });
    expect(
      within(shares)
        .getAllByRole('img')
        .map(bar => plain(bar.getAttribute('aria-label'))),
    ).toEqual([
      'Set: 0 % on-prem, 50 % AWS, 50 % neither site',
      'Actual, of what the two sites serve: 0 % on-prem, 100 % AWS',
    ]);
    expect(plain(shares.textContent)).toContain(
      '50 % of the requests go to target groups of neither site, which a shift leaves alone.',
    );
    expect(await siteRow('Set weight')).toEqual([
      '0 (0 %)default 40',
      '100 (50 %)default 60',
    ]);
    expect(await siteRow('Share of what both serve')).toEqual(['0 %', '100 %']);
    expect(
      screen.queryByRole('rowheader', { name: 'Actual share' }),
    ).toBeNull();
  });

  it('names the rules of a service quietly where they agree, and how long clients stay', async () => {
    renderCard({
      api: showing(
        aStatus({
          rules: [aRule('HTTPS:443'), aRule('HTTP:80')],
          stickinessSeconds: 900,
        }),
      ),
    });
    expect(
      await screen.findByText(
        'Set at 2 listener rules alike: shop HTTPS:443, shop HTTP:80.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/stay where they are for up to 15 min/),
    ).toBeVisible();
    expect(screen.queryByText(/Diverged/)).toBeNull();
  });

  it('names the rules that forward nowhere', async () => {
    const { weights: _, ...idle } = aRule('HTTP:80');
    renderCard({
      api: showing(aStatus({ idleRules: [{ ...idle, action: 'redirect' }] })),
    });
    expect(
      await screen.findByText(
        'Forwarding to no target group, so that no shift moves it: shop HTTP:80 (redirect).',
      ),
    ).toBeVisible();
  });

  it('shows a service whose rules disagree rule by rule, and what helps', async () => {
    renderCard({ api: showing(aDivergedStatus()) });
    expect(
      await screen.findByText(
        'Diverged: its listener rules have different weights',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/^Fail over or reset: either sets/)).toBeVisible();
    expect(
      screen
        .getAllByRole('img')
        .map(bar => plain(bar.getAttribute('aria-label'))),
    ).toEqual([
      'Set at shop HTTPS:443: 40 % on-prem, 60 % AWS',
      'Set at shop HTTP:80: 0 % on-prem, 100 % AWS',
      'Actual: 39.4 % on-prem, 60.6 % AWS',
    ]);
    expect(await siteRow('Set weight')).toEqual([
      '40 (40 %)0 (0 %)differs by ruledefault 40',
      '60 (60 %)100 (100 %)differs by ruledefault 60',
    ]);
    expect(screen.getByRole('button', { name: 'Fail over…' })).toBeEnabled();
    expect(screen.getByRole('button', { name: 'Reset…' })).toBeEnabled();
  });

  it('does not call rules diverged that a shift is moving', async () => {
    renderCard({
      api: showing(aDivergedStatus({ activeShift: aShiftSummary() })),
    });
    await siteRow('Health');
    expect(screen.queryByText(/^Diverged/)).toBeNull();
  });

  it('draws no actual share where there were no requests', async () => {
    const site = aSite({ actualShare: undefined, requests: 0, errors: 0 });
    renderCard({
      api: showing(aStatus({ sites: { 'on-prem': site, aws: site } })),
    });
    expect(
      await screen.findByText('No requests in the last 5 min'),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('img')).toHaveLength(1);
    expect(await siteRow('Requests')).toEqual(['0', '0']);
  });

  it('does not say that there were no requests where nobody knows', async () => {
    const site = aSite({
      actualShare: undefined,
      requests: undefined,
      errors: undefined,
    });
    renderCard({
      api: showing(aStatus({ sites: { 'on-prem': site, aws: site } })),
    });
    expect(
      await screen.findByText('How many requests they serve is not known'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/No requests/)).toBeNull();
    expect(await siteRow('Requests')).toEqual(['No data', 'No data']);
  });

  it('says in words why targets are not healthy, and what fails', async () => {
    renderCard({
      api: showing(
        aStatus({
          sites: {
            'on-prem': aSite({
              weight: 75,
              share: 75,
              requests: 1_000,
              errors: 412,
              health: 'unhealthy',
              targets: {
                healthy: 0,
                total: 3,
                reasons: { 'Target.Timeout': 2, 'Target.Brand.New': 1 },
              },
            }),
            aws: aSite({
              health: 'unknown',
              targets: { healthy: 0, total: 0, reasons: {} },
            }),
          },
        }),
      ),
    });
    expect(await siteRow('Health')).toEqual(['Unhealthy', 'Unknown']);
    expect(await siteRow('Healthy targets')).toEqual([
      '0 of 32 × health check timed out1 × Target.Brand.New',
      'No targets registered',
    ]);
    expect(await siteRow('Errors')).toEqual(['412 (41.2 %)', '0']);
    expect((await siteRow('Set weight'))[0]).toBe('75 (75 %)default 40');
  });

  it('counts the targets that are there to serve, and says what is with the others', async () => {
    renderCard({
      api: showing(
        aStatus({
          sites: {
            'on-prem': aSite({
              targets: {
                healthy: 2,
                total: 2,
                leftOut: 2,
                reasons: { 'Target.DeregistrationInProgress': 2 },
              },
            }),
            aws: aSite({
              health: 'unhealthy',
              targets: {
                healthy: 0,
                total: 0,
                leftOut: 3,
                reasons: { 'Target.NotInUse': 3 },
              },
            }),
          },
        }),
      ),
    });
    expect(await siteRow('Healthy targets')).toEqual([
      '2 of 22 × is being drained',
      'None can take requests3 × is not in use',
    ]);
  });

  it('says that the default weights are not known, and why', async () => {
    const { defaultWeight: _, ...site } = aSite();
    renderCard({
      api: showing(
        aStatus({
          sites: { 'on-prem': site, aws: site },
          tagProblems: [
            {
              code: 'rule-not-hybrid',
              message: 'The default weights are not known.',
              remedy: 'Set the tag.',
            },
          ],
        }),
      ),
    });
    expect((await siteRow('Set weight'))[0]).toBe('40 (40 %)default not known');
    expect(
      screen.getByText('The default weights are not known.'),
    ).toBeInTheDocument();
    expect(screen.getByText(/Set the tag\./)).toBeInTheDocument();
  });

  it('says that nobody may shift what somebody unknown holds', async () => {
    renderCard({
      api: showing(
        aStatus({
          hold: { by: UNKNOWN_HOLDER, until: '2999-01-01T00:00:00.000Z' },
        }),
      ),
    });
    expect(
      await screen.findByText(/nobody may shift this service until then/),
    ).toBeInTheDocument();
  });

  it('lists the alarms with their states, and why they are in alarm', async () => {
    renderCard({
      api: showing(
        aStatus({
          alarms: [
            { name: 'shop-cart-aws-unhealthy', state: 'OK' },
            {
              name: 'shop-cart-on-prem-unhealthy',
              state: 'ALARM',
              reason: 'Threshold crossed.',
            },
            { name: 'shop-cart-request-surge', state: 'INSUFFICIENT_DATA' },
          ],
        }),
      ),
    });
    const alarms = await screen.findByRole('region', { name: 'Alarms' });
    expect(
      within(alarms)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'In alarmshop-cart-on-prem-unhealthyThreshold crossed.',
      'No datashop-cart-request-surge',
      'OKshop-cart-aws-unhealthy',
    ]);
  });

  it('says of no alarm that it is OK while CloudWatch cannot be asked', async () => {
    renderCard({
      api: showing(
        aStatus({
          alarms: [
            { name: 'shop-cart-aws-unhealthy', state: 'OK' },
            { name: 'shop-cart-on-prem-unhealthy', state: 'ALARM' },
          ],
          alarmsProblem: {
            code: 'aws-failed',
            message: 'AWS failed.',
            remedy: 'Try again.',
          },
        }),
      ),
    });
    const alarms = await screen.findByRole('region', { name: 'Alarms' });
    expect(alarms).toHaveTextContent(/could not be asked about the alarms/);
    expect(
      within(alarms)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'In alarmshop-cart-on-prem-unhealthy',
      'Not knownshop-cart-aws-unhealthy',
    ]);
  });

  it('does not say that nothing watches a service whose alarms are not known', async () => {
    const alarmsProblem = {
      code: 'aws-access-denied' as const,
      message: 'AWS denied it.',
      remedy: 'Allow it.',
    };
    renderCard({ api: showing(aStatus({ alarms: [], alarmsProblem })) });
    const alarms = await screen.findByRole('region', { name: 'Alarms' });
    expect(alarms).not.toHaveTextContent(/No alarms/);
    expect(alarms).toHaveTextContent(/is not known/);
  });

  it('warns of drift, with the expected and the actual weights', async () => {
    renderCard({
      api: showing(
        aStatus({
          drift: {
            expected: { 'on-prem': 40, aws: 60 },
            actual: { 'on-prem': 75, aws: 25 },
          },
        }),
      ),
    });
    expect(
      await screen.findByText('Weights were changed outside a shift'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        /Expected on-prem 40 \/ AWS 60, but on-prem 75 \/ AWS 25 is set/,
      ),
    ).toBeInTheDocument();
  });

  it('says that automation moved the traffic, since when, and when it goes back', async () => {
    renderCard({
      api: showing(
        aStatus({
          automation: {
            state: 'failed-over',
            since: new Date(Date.now() - 120_000).toISOString(),
          },
        }),
      ),
    });
    expect(
      await screen.findByText('Automation moved this service to AWS'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^On-prem had no healthy target/),
    ).toHaveTextContent(/2 min ago/);
  });

  it('says that what goes to neither site has grown since the last shift', async () => {
    renderCard({
      api: showing(
        aStatus({
          drift: {
            expected: { 'on-prem': 0, aws: 100 },
            actual: { 'on-prem': 0, aws: 100 },
            expectedElsewhereShare: 0,
            elsewhereShare: 90,
          },
        }),
      ),
    });
    expect(
      await screen.findByText(/^90 % of the requests go to .* instead of 0 %/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/^Expected on-prem/)).not.toBeInTheDocument();
  });

  it('does not promise that what somebody changed after automation comes back by itself', async () => {
    renderCard({
      api: showing(
        aStatus({
          automation: {
            state: 'failed-over',
            since: new Date(Date.now() - 120_000).toISOString(),
          },
          drift: {
            expected: { 'on-prem': 0, aws: 100 },
            actual: { 'on-prem': 40, aws: 60 },
          },
        }),
      ),
    });
    expect(
      await screen.findByText(/it leaves the service alone/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/returns by itself/)).not.toBeInTheDocument();
  });

  it('says that automation waits for on-prem to stay healthy before it moves back', async () => {
    renderCard({
      api: showing(
        aStatus({
          automation: {
            state: 'recovering',
            since: new Date(Date.now() - 60_000).toISOString(),
          },
        }),
      ),
    });
    expect(
      await screen.findByText('Automation is about to reset this service'),
    ).toBeInTheDocument();
    expect(screen.getByText(/^On-prem became healthy/)).toBeInTheDocument();
  });

  it('says who holds the service and until when', async () => {
    renderCard({
      api: showing(
        aStatus({
          hold: {
            by: 'user:default/mina',
            until: new Date(Date.now() + 3_600_000).toISOString(),
          },
        }),
      ),
    });
    expect(await screen.findByText(/^Held until .*\d/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'mina' })).toHaveAttribute(
      'href',
      '/catalog/default/user/mina',
    );
  });

  it('marks stale data with its age, the reason and the remedy', async () => {
    const problem = aProblem('aws-throttled');
    renderCard({
      api: showing(
        aStatus({
          snapshot: {
            takenAt: new Date().toISOString(),
            ageSeconds: 190,
            stale: true,
            problem,
          },
        }),
      ),
    });
    expect(
      await screen.findByText('This is as of 3 min ago'),
    ).toBeInTheDocument();
    expect(screen.getByText(problem.message)).toBeInTheDocument();
    expect(
      screen.getByText(`What to do: ${problem.remedy}`),
    ).toBeInTheDocument();
    expect(await siteRow('Health')).toEqual(['Healthy', 'Healthy']);
  });

  it('tells who shifted last, when, why and how it ended', async () => {
    renderCard({
      api: showing(
        aStatus({
          lastShift: aShiftSummary({
            state: 'succeeded',
            endedAt: new Date(Date.now() - 3 * 3_600_000).toISOString(),
            recoveryTimeSeconds: 4.6,
          }),
        }),
      ),
    });
    const last = await screen.findByRole('region', { name: 'Last shift' });
    expect(last).toHaveTextContent(
      'SucceededFailover to AWS by mina, 3 h ago' +
        'Reason: Disk failure in the on-prem rackVerified after 4.6 s',
    );
  });

  it('shows the shift under way, and offers no other meanwhile', async () => {
    renderCard({
      api: showing(
        aStatus({ activeShift: aShiftSummary({ state: 'verifying' }) }),
      ),
    });
    const active = await screen.findByRole('region', {
      name: 'A shift is under way',
    });
    expect(active).toHaveTextContent('Failover to AWS: Verifying');
    expect(active).toHaveTextContent('Requested by mina');
    expect(screen.getByRole('button', { name: 'Fail over…' })).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Reset…' })).toBeDisabled();
    expect(
      await screen.findByText('Wait for the shift that is under way to end.'),
    ).toBeInTheDocument();
  });
});

describe('the shift under way on the card', () => {
  const active = (shift: Parameters<typeof aShiftSummary>[0]) => {
    renderCard({
      api: showing(aStatus({ activeShift: aShiftSummary(shift) })),
    });
    return screen.findByRole('region', { name: 'A shift is under way' });
  };

  it('says that it waits for approval, and how long it can be approved', async () => {
    const region = await active({
      state: 'awaiting-approval',
      approval: { until: new Date(Date.now() + 600_000).toISOString() },
    });
    expect(region).toHaveTextContent(
      'Somebody else has to approve it: show its progress.',
    );
    expect(within(region).getByRole('timer')).toHaveTextContent(
      /Can be approved for another (10:00|09:5\d)/,
    );
  });

  it('says which step it is at, how long it bakes, and that it is being aborted', async () => {
    const region = await active({
      kind: 'custom',
      progress: {
        step: 2,
        steps: 3,
        until: new Date(Date.now() + 60_000).toISOString(),
      },
      aborting: true,
    });
    expect(region).toHaveTextContent('Step 2 of 3');
    expect(within(region).getByRole('timer')).toBeInTheDocument();
    expect(region).toHaveTextContent('It is being aborted.');
  });
});

describe('errors on the traffic card', () => {
  const codes: [ProblemCode, number, string][] = [
    ['platform-unknown', 404, 'Unknown platform'],
    ['service-not-found', 404, 'The service is not on the platform'],
    ['entity-tag-mismatch', 403, 'This entity may not operate the service'],
    ['aws-credentials-expired', 503, 'The AWS credentials expired'],
    ['snapshot-unavailable', 503, 'No data from AWS yet'],
  ];

  it.each(codes)('explains %s', async (code, status, title) => {
    const problem = aProblem(code);
    renderCard({
      api: {
        getService: async () => {
          throw aProblemError(problem, status);
        },
      },
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(title);
    expect(alert).toHaveTextContent(problem.message);
    expect(alert).toHaveTextContent(`What to do: ${problem.remedy}`);
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('retries when asked to, and shows what it gets', async () => {
    let answers = 0;
    renderCard({
      api: {
        getService: async () => {
          answers += 1;
          if (answers === 1) throw new TypeError('Failed to fetch');
          return aStatus();
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The hybrid backend did not answer',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await siteRow('Health')).toEqual(['Healthy', 'Healthy']);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('keeps the last data, with a notice, when a later fetch fails', async () => {
    let answers = 0;
    renderCard({
      api: {
        getService: async () => {
          answers += 1;
          if (answers > 1) throw aProblemError(aProblem('aws-throttled'), 503);
          return aStatus();
        },
      },
    });
    await siteRow('Health');
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(
      await screen.findByText('Could not refresh: AWS is throttling requests'),
    ).toBeInTheDocument();
    expect(await siteRow('Health')).toEqual(['Healthy', 'Healthy']);
  });

  it('hides what it showed from somebody who lost the right to see it', async () => {
    let answers = 0;
    renderCard({
      api: {
        getService: async () => {
          answers += 1;
          if (answers > 1) throw aProblemError(aProblem('not-permitted'), 403);
          return aStatus();
        },
      },
    });
    await siteRow('Health');
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(await screen.findByText('Not permitted')).toBeInTheDocument();
    expect(screen.queryByRole('table')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Fail over…' })).toBeNull();
    expect(screen.getByRole('link', { name: 'team-checkout' })).toBeVisible();
  });
});

describe('who may shift', () => {
  it('is asked for the entity at hand', async () => {
    renderCard();
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Fail over…' })).toBeEnabled(),
    );
    expect(screen.getByRole('button', { name: 'Reset…' })).toBeEnabled();
  });

  it('sees disabled buttons, why, and whom to ask, when not permitted', async () => {
    // Answers are kept per permission and entity, so this asks for one of its own.
    renderCard({ entity: aComponent({ name: 'payment' }), mayShift: false });
    expect(
      await screen.findByText(
        /You may not shift the traffic of this service\. Ask its owner:/,
      ),
    ).toHaveTextContent('team-checkout');
    expect(screen.getByRole('button', { name: 'Fail over…' })).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Reset…' })).toBeDisabled();
  });

  it('sees disabled buttons when the permission could not be checked', async () => {
    renderCard({ entity: aComponent({ name: 'order' }), mayShift: 'fails' });
    expect(
      await screen.findByText('Could not check whether you may shift traffic.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Fail over…' })).toBeDisabled();
  });
});

describe('an entity that is not connected', () => {
  it('is told which annotation to add, ready to copy', async () => {
    const user = userEvent.setup();
    const { api } = renderCard({ entity: aComponent({ annotation: null }) });
    expect(
      await screen.findByText('Not connected to a hybrid platform yet'),
    ).toBeInTheDocument();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(await screen.findByText('Copied')).toBeInTheDocument();
    expect(write).toHaveBeenCalledWith(
      'metadata:\n  annotations:\n    hybrid-platform.io/service: <platform>/<service>',
    );
    write.mockRestore();
    expect(api.getService).not.toHaveBeenCalled();
  });

  it('is told to select the text where there is no clipboard', async () => {
    const user = userEvent.setup({ writeToClipboard: false });
    renderCard({ entity: aComponent({ annotation: null }) });
    const write = jest
      .spyOn(navigator.clipboard, 'writeText')
      .mockRejectedValue(new Error('denied'));
    await user.click(await screen.findByRole('button', { name: 'Copy' }));
    expect(
      await screen.findByText('Could not copy: select the text and copy it.'),
    ).toBeInTheDocument();
    write.mockRestore();
  });

  it('is told what is wrong with a malformed annotation', async () => {
    const { api } = renderCard({ entity: aComponent({ annotation: 'shop' }) });
    expect(
      await screen.findByText(
        'The annotation hybrid-platform.io/service is malformed',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/Its value is “shop”/)).toBeInTheDocument();
    expect(api.getService).not.toHaveBeenCalled();
  });
});
