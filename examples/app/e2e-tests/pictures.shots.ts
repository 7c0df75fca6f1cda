import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { TrafficCard } from './support/card';
import { restoreDefaults } from './support/defaults';
import { goTo, openComponent } from './support/navigation';
import { pressLabelOf } from './support/press';
import { signInAs } from './support/personas';
import { clearFaults, openSandboxPage, switchNamed } from './support/sandbox';
import { HybridTab } from './support/tab';
import { expect, test } from './support/test';

/*
 * Takes the pictures of the documentation from the running example, so that they can be
 * renewed with one command: npm run pictures.
 */
const folder = join(__dirname, '../../../docs/images');

// Each waits for the hold-down of the outage before it.
test.setTimeout(300_000);

const themes = ['light', 'dark'] as const;

function cardOf(page: Page) {
  return page
    .getByRole('heading', { name: 'Hybrid traffic' })
    .locator('xpath=ancestor::*[contains(@class, "bui-Card")]')
    .first();
}

for (const theme of themes) {
  test(`pictures in the ${theme} theme`, async ({ browser, request }) => {
    mkdirSync(folder, { recursive: true });
    await restoreDefaults(request);
    const page = await browser.newPage({
      viewport: { width: 1280, height: 900 },
    });
    const take = (name: string, target: Page | ReturnType<Page['locator']>) =>
      target.screenshot({ path: join(folder, `${name}-${theme}.png`) });
    await page.addInitScript(
      name => window.localStorage.setItem('theme', name),
      theme,
    );
    await page.goto('/');
    await expect(
      page.getByRole('button', { name: 'Sign in as Mina Park' }),
    ).toBeVisible();
    await take('sign-in', page);
    await signInAs(page, 'Mina Park');

    await openComponent(page, 'cart');
    const card = new TrafficCard(page);
    await card.expectActualShares(40, 60, 5);
    await page.mouse.move(0, 0);
    await take('card', cardOf(page));

    await card.failover.click();
    const dialog = page.getByRole('dialog');
    await pressLabelOf(page.getByRole('radio', { name: /^AWS/ }));
    await expect(dialog).toContainText(/All \d+ safety rules pass/);
    await dialog.getByLabel('Reason').fill('Power work in the data centre');
    await take('dialog', dialog);
    await dialog.getByRole('button', { name: 'Fail over to AWS' }).click();
    await expect(
      dialog.getByText(/The traffic was moved and verified/),
    ).toBeVisible({ timeout: 60_000 });
    await take('progress', dialog);
    await dialog.getByRole('button').filter({ hasText: 'Close' }).click();

    // An outage has more to say than the steady state.
    await page.setViewportSize({ width: 1280, height: 1200 });
    await openSandboxPage(page);
    await pressLabelOf(switchNamed(page, 'On-prem site'));
    await openComponent(page, 'storefront');
    await card.expectWeights(0, 100, 60_000);
    await expect(card.sites).toContainText('0 of 2');
    await expect(
      page.getByText('Automation moved this service to AWS'),
    ).toBeVisible();
    await page.mouse.move(0, 0);
    await take('card-outage', cardOf(page));
    await openSandboxPage(page);
    await take('sandbox', page);
    await clearFaults(request);
    await page.close();
  });

  test(`pictures of operations in the ${theme} theme`, async ({
    browser,
    request,
  }) => {
    await restoreDefaults(request);
    const page = await browser.newPage({
      viewport: { width: 1400, height: 1000 },
    });
    const take = (name: string, target: Page | Locator) =>
      target.screenshot({ path: join(folder, `${name}-${theme}.png`) });
    await page.addInitScript(
      name => window.localStorage.setItem('theme', name),
      theme,
    );
    await page.goto('/');
    await signInAs(page, 'Sora Kim');

    const tab = await HybridTab.open(page, 'order');
    await tab.choose('Move in steps');
    await tab.start('Half of on-prem is slow', 'Start the steps');
    await expect(tab.shift).toContainText('Bakes for another', {
      timeout: 30_000,
    });
    await page.mouse.move(0, 0);
    await take('tab', page);
    await take('steps', tab.shift);
    await tab.shift.getByRole('button', { name: 'Abort…' }).click();
    await tab.choose('Roll back to those from before');
    await tab.shift.getByRole('button', { name: 'Abort the shift' }).click();
    await expect(tab.section('History')).toContainText('Rolled back', {
      timeout: 30_000,
    });
    await tab.shift.getByRole('button', { name: 'Plan another shift' }).click();
    await tab.choose(/^AWS/);
    await tab.start('Power work in the data centre', 'Fail over to AWS');
    await expect(tab.shift).toContainText(
      /The traffic was moved and verified/,
      {
        timeout: 60_000,
      },
    );
    await take('history', tab.section('History'));
    await take('charts', tab.section('Requests and errors'));
    const replication = tab.section('Replication');
    await take('replication', replication);
    await replication.getByRole('button', { name: 'Preflight…' }).click();
    await expect(
      page.getByText(/Nothing (that is known )?speaks against|checks? failed/),
    ).toBeVisible({ timeout: 30_000 });
    await take('preflight', page.getByRole('dialog'));
    await page.getByRole('dialog').getByRole('button').last().click();

    await goTo(page, 'Platforms');
    await expect(page.getByRole('link', { name: 'storefront' })).toBeVisible();
    await page.mouse.move(0, 0);
    await take('fleet', page);
    await page.getByRole('button', { name: 'Evacuate a site…' }).click();
    const dialog = page.getByRole('dialog');
    await pressLabelOf(page.getByRole('radio', { name: /^On-prem/ }));
    await dialog.getByLabel('Reason').fill('The data centre loses its power');
    await dialog.getByRole('button', { name: 'Make the plan' }).click();
    await expect(dialog).toContainText(/services will leave On-prem/, {
      timeout: 30_000,
    });
    await take('evacuation-plan', dialog);
    await dialog.getByLabel('Type On-prem to confirm').fill('On-prem');
    await dialog.getByRole('button', { name: 'Evacuate On-prem' }).click();
    await expect(
      page.getByText('The evacuation is complete').first(),
    ).toBeVisible({ timeout: 90_000 });
    await page.mouse.move(0, 0);
    await take('evacuation', page);
    await restoreDefaults(request);
    await page.close();
  });
}
