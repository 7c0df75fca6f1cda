import type { Page } from '@playwright/test';
import { restoreDefaults } from './support/defaults';
import { goTo } from './support/navigation';
import { signInAs, signOut } from './support/personas';
import { pressLabelOf } from './support/press';
import { HybridTab } from './support/tab';
import { expect, test } from './support/test';

/*
 * What on-call does: shifts in steps and thinks better of it, holds a service, drills a
 * failover, restarts a replication, and leaves a site with everything.
 */
test.describe.configure({ mode: 'serial' });

test.describe('operations', () => {
  let page: Page;

  test.beforeAll(async ({ browser, playwright }) => {
    const request = await playwright.request.newContext();
    await restoreDefaults(request);
    page = await browser.newPage();
    await page.goto('/');
    await signInAs(page, 'Sora Kim');
  });

  test.afterAll(async ({ playwright }) => {
    await page?.close();
    await restoreDefaults(await playwright.request.newContext());
  });

  test('a shift in steps is aborted while it bakes, and goes back', async () => {
    const tab = await HybridTab.open(page, 'order');
    await tab.choose('Move in steps');
    await tab.start('A first step to AWS', 'Start the steps');

    const { shift } = tab;
    await expect(shift).toContainText('Bakes for another', { timeout: 30_000 });
    await expect.poll(() => tab.weights()).toEqual([20, 80]);

    await shift.getByRole('button', { name: 'Abort…' }).click();
    await tab.choose('Roll back to those from before');
    await shift.getByRole('button', { name: 'Abort the shift' }).click();

    await expect(tab.section('History')).toContainText('Rolled back', {
      timeout: 30_000,
    });
    await expect.poll(() => tab.weights()).toEqual([40, 60]);
  });

  test('a service that is held is shifted by its holder only', async () => {
    let tab = await HybridTab.open(page, 'payment');
    await tab.section('Hold').getByRole('button', { name: 'Hold…' }).click();
    await tab
      .section('Hold')
      .getByLabel('Reason')
      .fill('Payments are being reconciled');
    await tab
      .section('Hold')
      .getByRole('button', { name: 'Hold the service' })
      .click();
    await expect(tab.section('Hold')).toContainText(
      'Payments are being reconciled',
    );

    await signOut(page);
    await signInAs(page, 'Mina Park');
    tab = await HybridTab.open(page, 'payment');
    await tab.choose(/^AWS/);
    await expect(tab.shift).toContainText(
      /user:default\/sora holds the service until/,
    );
    await expect(
      tab.section('Hold').getByRole('button', { name: 'Release the hold' }),
    ).toBeDisabled();

    await signOut(page);
    await signInAs(page, 'Sora Kim');
    tab = await HybridTab.open(page, 'payment');
    await tab
      .section('Hold')
      .getByRole('button', { name: 'Release the hold' })
      .click();
    await expect(tab.section('Hold')).toContainText(
      'Nobody holds this service',
    );
  });

  test('a replication is stopped and resumed, and the plan knows of it', async () => {
    const tab = await HybridTab.open(page, 'cart');
    const replication = tab.section('Replication');
    await replication.getByRole('button', { name: 'Stop…' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Stop', exact: true })
      .click();
    await expect(replication).toContainText('stopped', { timeout: 30_000 });

    await tab.choose(/^On-prem/);
    await expect(tab.shift).toContainText(
      /safety rules? fails?: the shift is not allowed/,
      { timeout: 30_000 },
    );

    await replication.getByRole('button', { name: 'Resume…' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Resume', exact: true })
      .click();
    await expect(replication.getByText('running')).toBeVisible({
      timeout: 30_000,
    });
    await replication.getByRole('button', { name: 'Preflight…' }).click();
    const dialog = page.getByRole('dialog');
    await expect(
      dialog.getByText(
        /Nothing (that is known )?speaks against|checks? failed/,
      ),
    ).toBeVisible({ timeout: 30_000 });
    await dialog.getByRole('button', { name: 'Close' }).last().click();
  });

  test('a drill goes there, returns by itself, and tells how long both took', async () => {
    const tab = await HybridTab.open(page, 'catalog');
    await tab.choose('Drill a failover');
    await tab.choose(/^AWS/);
    await tab.pick('Shift', 'Duration of the drill', '1 min');
    await tab.start('The monthly drill', 'Start the drill');

    const { shift } = tab;
    await expect(shift).toContainText('Returns in', { timeout: 30_000 });
    await expect.poll(() => tab.weights()).toEqual([0, 100]);
    await expect(shift).toContainText(/Time to return/, { timeout: 120_000 });
    await expect(shift).toContainText(/Recovery time/);
    await expect.poll(() => tab.weights()).toEqual([40, 60]);
  });

  test('a site is evacuated: the plan first, then every service, then a report', async () => {
    await goTo(page, 'Platforms');
    await page.getByRole('button', { name: 'Evacuate a site…' }).click();
    const dialog = page.getByRole('dialog');
    await pressLabelOf(page.getByRole('radio', { name: /^On-prem/ }));
    await dialog.getByLabel('Reason').fill('The data centre loses its power');
    await dialog.getByRole('button', { name: 'Make the plan' }).click();
    await expect(dialog).toContainText('6 services will leave On-prem.', {
      timeout: 30_000,
    });
    await dialog.getByLabel('Type On-prem to confirm').fill('On-prem');
    await dialog.getByRole('button', { name: 'Evacuate On-prem' }).click();

    await expect(
      page.getByText('The evacuation is complete').first(),
    ).toBeVisible({ timeout: 90_000 });
    await expect(
      page.getByText('Every service that could be moved has left On-prem.'),
    ).toBeVisible();
    await expect(page.getByText('Median')).toBeVisible();
  });
});
