import type { APIRequestContext, Locator, Page } from '@playwright/test';
import type { SandboxStatus } from '@hybrid-platform/sandbox';
import { goTo } from './navigation';
import { expect } from './test';

const SANDBOX = 'http://127.0.0.1:4600/_sandbox';

export async function sandboxStatus(
  request: APIRequestContext,
): Promise<SandboxStatus> {
  const response = await request.get(`${SANDBOX}/status`);
  expect(response.status()).toBe(200);
  return response.json();
}

export async function clearFaults(request: APIRequestContext) {
  const response = await request.delete(`${SANDBOX}/faults`);
  expect(response.status()).toBe(200);
}

export async function openSandboxPage(page: Page) {
  await goTo(page, 'Sandbox');
  await expect(page.getByRole('region', { name: 'Sites' })).toBeVisible();
}

/** The line of a service on the sandbox page. */
export function serviceRow(page: Page, service: string): Locator {
  return page
    .getByRole('region', { name: 'Services' })
    .getByRole('row', { name: service });
}

/** A switch of the sandbox page. Its input is hidden, so people press its label. */
export function switchNamed(page: Page, name: string) {
  const control = page.getByRole('switch', { name, exact: true });
  return {
    control,
    press: () => page.locator('label').filter({ has: control }).click(),
  };
}
