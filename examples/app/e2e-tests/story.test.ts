import type { Page } from '@playwright/test';
import { TrafficCard } from './support/card';
import { restoreDefaults } from './support/defaults';
import { openComponent } from './support/navigation';
import { hybridApi, signInAs, signOut, tokenOf } from './support/personas';
import {
  clearFaults,
  openSandboxPage,
  sandboxStatus,
  serviceRow,
  switchNamed,
} from './support/sandbox';
import { expect, test } from './support/test';

/*
 * What somebody does in the first minutes: look at a service, switch a site off, watch the
 * platform move the traffic, move another service by hand, and learn what others may not.
 * The tests are one story: each begins where the one before ended.
 */
test.describe.configure({ mode: 'serial' });

test.describe('the story of the example', () => {
  let page: Page;

  test.beforeAll(async ({ browser, playwright }) => {
    const request = await playwright.request.newContext();
    await restoreDefaults(request);
    page = await browser.newPage();
  });

  test.afterAll(async ({ playwright }) => {
    await page?.close();
    const request = await playwright.request.newContext();
    await clearFaults(request);
  });

  test('an owner sees her service served by both sites as its weights say', async () => {
    await page.goto('/');
    await signInAs(page, 'Mina Park');
    await openComponent(page, 'cart');

    const card = new TrafficCard(page);
    await card.expectWeights(40, 60);
    await card.expectActualShares(40, 60, 8);
    await expect(card.failover).toBeEnabled();
  });

  test('the platform moves the traffic by itself when on-prem goes down', async ({
    request,
  }) => {
    await openSandboxPage(page);
    const onPrem = switchNamed(page, 'On-prem site');
    await expect(onPrem.control).toBeChecked();
    await onPrem.press();
    await expect(onPrem.control).not.toBeChecked();

    for (const { name } of (await sandboxStatus(request)).services) {
      await expect(serviceRow(page, name)).toContainText('0 / 100', {
        timeout: 60_000,
      });
    }
    await openComponent(page, 'cart');
    const card = new TrafficCard(page);
    await card.expectWeights(0, 100);
    await expect(card.sites).toContainText('Unhealthy');
    await expect(card.sites).toContainText('0 of 2');
  });

  test('the traffic returns when on-prem has been healthy for the hold-down', async () => {
    await openSandboxPage(page);
    const onPrem = switchNamed(page, 'On-prem site');
    await onPrem.press();
    await expect(onPrem.control).toBeChecked();
    await expect(serviceRow(page, 'cart')).toContainText('2 of 2 healthy', {
      timeout: 60_000,
    });

    await openComponent(page, 'cart');
    await new TrafficCard(page).expectWeights(40, 60, 90_000);
  });

  test('an owner fails another service over by hand and sees it verified', async ({
    request,
  }) => {
    await openComponent(page, 'order');
    const card = new TrafficCard(page);
    await card.expectWeights(40, 60, 60_000);
    await card.failover.click();

    const dialog = page.getByRole('dialog');
    await expect(dialog).toHaveAccessibleName('Fail over order');
    await dialog.getByRole('radio', { name: /^AWS/ }).check({ force: true });
    await expect(dialog).toContainText(/All \d+ safety rules pass/);
    await dialog.getByLabel('Reason').fill('Maintenance of the data centre');
    await dialog.getByRole('button', { name: 'Fail over to AWS' }).click();

    await expect(
      dialog.getByText(/The traffic was moved and verified/),
    ).toBeVisible({ timeout: 60_000 });
    await dialog.getByRole('button').filter({ hasText: 'Close' }).click();

    await card.expectWeights(0, 100);
    await expect(
      page.getByText('Reason: Maintenance of the data centre'),
    ).toBeVisible();
    const { services } = await sandboxStatus(request);
    const order = services.find(({ name }) => name === 'order');
    expect(order?.sites['on-prem'].weight).toBe(0);
  });

  test('an owner resets it to its default weights', async () => {
    const card = new TrafficCard(page);
    await card.reset.click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toHaveAccessibleName(/^Reset order/);
    await dialog.getByLabel('Reason').fill('The maintenance is over');
    await dialog.getByRole('button', { name: 'Reset weights' }).click();

    await expect(
      dialog.getByText(/The traffic was moved and verified/),
    ).toBeVisible({ timeout: 60_000 });
    await dialog.getByRole('button').filter({ hasText: 'Close' }).click();
    await card.expectWeights(40, 60);
  });

  test('who does not own it sees it, may not move it, and is told why', async ({
    request,
  }) => {
    await signOut(page);
    await signInAs(page, 'Jonas Weber');
    await openComponent(page, 'order');

    const card = new TrafficCard(page);
    await card.expectWeights(40, 60);
    await expect(
      page.getByText('You may not shift the traffic of this service.'),
    ).toBeVisible();
    await expect(card.failover).toBeDisabled();
    await expect(card.reset).toBeDisabled();

    const refused = await request.post(
      hybridApi('/services/default/component/order/shifts'),
      {
        headers: {
          Authorization: `Bearer ${await tokenOf(request, 'jonas')}`,
          'Idempotency-Key': 'browser-test-of-a-stranger',
        },
        data: { kind: 'failover', to: 'aws', reason: 'Because I can' },
      },
    );
    expect(refused.status()).toBe(403);
  });

  test('an annotation that names another’s service gives no power over it', async () => {
    await openComponent(page, 'cart-preview');
    await expect(
      page.getByText('This entity may not operate the service'),
    ).toBeVisible();
    await expect(
      page.getByText(/hybrid-platform:entity/).first(),
    ).toBeVisible();
    await expect(new TrafficCard(page).failover).toHaveCount(0);
  });
});
