import type { APIRequestContext, Page } from '@playwright/test';
import { goTo } from './navigation';
import { expect } from './test';

const BACKEND = 'http://localhost:7007';

/** Signs in by choosing who to be, on the page that asks for it. */
export async function signInAs(page: Page, name: string) {
  await page.getByRole('button', { name: `Sign in as ${name}` }).click();
  await expect(
    page.getByRole('heading', { name: /^Example Catalog/ }),
  ).toBeVisible();
}

/** Leaves through the settings, and is asked again who to be. */
export async function signOut(page: Page) {
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'more' }).click();
  await page.getByRole('menuitem', { name: 'Sign Out' }).click();
  // Signing out loads the whole app anew, which is long on a busy machine.
  await expect(
    page.getByRole('heading', { name: 'Hybrid Platform' }),
  ).toBeVisible({ timeout: 60_000 });
}

/** A Backstage token, for what a test asks the API directly. */
export async function tokenOf(request: APIRequestContext, persona: string) {
  const response = await request.get(`${BACKEND}/api/auth/persona/refresh`, {
    headers: { 'X-Persona': persona },
  });
  expect(response.status()).toBe(200);
  return (await response.json()).backstageIdentity.token as string;
}

export function hybridApi(path: string) {
  return `${BACKEND}/api/hybrid/v1${path}`;
}
