import type { Page } from '@playwright/test';
import { expect } from './test';

/** Goes somewhere by the side bar, as people do: without loading the app again. */
export async function goTo(
  page: Page,
  item: 'Catalog' | 'Platforms' | 'Sandbox' | 'Settings',
) {
  await page
    .getByRole('navigation', { name: 'sidebar nav' })
    .getByRole('link', { name: item, exact: true })
    .click();
}

/** Opens a Component from the catalog's list of all, whoever owns it. */
export async function openComponent(page: Page, name: string) {
  await goTo(page, 'Catalog');
  await page.getByTestId('user-picker-all').click();
  await page
    .getByRole('row', { name: new RegExp(`^${name}\\s`) })
    .getByRole('link', { name, exact: true })
    .click();
  await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
}
