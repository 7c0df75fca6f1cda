import type { Locator, Page } from '@playwright/test';
import { openComponent } from './navigation';
import { pressLabelOf } from './press';
import { expect } from './test';

/** The entity tab of the hybrid plugin. */
export class HybridTab {
  constructor(readonly page: Page) {}

  static async open(page: Page, component: string): Promise<HybridTab> {
    await openComponent(page, component);
    await page.getByRole('link', { name: 'Hybrid', exact: true }).click();
    const tab = new HybridTab(page);
    await expect(tab.section('Traffic now')).toContainText('Set weight', {
      timeout: 30_000,
    });
    return tab;
  }

  section(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  /** The form, or in its place the shift that is under way. */
  get shift(): Locator {
    return this.page.getByRole('region', {
      name: /^(Shift|A shift is under way)$/,
    });
  }

  async choose(label: string | RegExp) {
    await pressLabelOf(this.page.getByRole('radio', { name: label }));
  }

  /** Chooses from a list that opens on a press. */
  async pick(inSection: string, label: string, option: string) {
    await this.section(inSection)
      .getByRole('button', { name: new RegExp(label) })
      .click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  /** Gives the reason and presses the button, once the plan allows it. */
  async start(reason: string, button: string) {
    const { shift } = this;
    await expect(shift).toContainText(/All \d+ safety rules pass/);
    await shift.getByLabel('Reason').fill(reason);
    await shift.getByRole('button', { name: button, exact: true }).click();
  }

  /** The first weight that the site table shows for each site. */
  async weights(): Promise<number[]> {
    const cells = await this.section('Traffic now')
      .getByRole('row', { name: 'Set weight' })
      .getByRole('cell')
      .allTextContents();
    return cells.map(text => parseFloat(text));
  }
}
