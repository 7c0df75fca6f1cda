import type { Locator } from '@playwright/test';

/** Presses the label of a switch or radio button: its own input is hidden from the mouse. */
export async function pressLabelOf(control: Locator) {
  await control.page().locator('label').filter({ has: control }).click();
}
