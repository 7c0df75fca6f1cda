import type { Locator, Page } from '@playwright/test';
import { expect } from './test';

/** A form of a software template, page by page. */
export class TemplateForm {
  constructor(private readonly page: Page) {}

  static async open(page: Page, template: string): Promise<TemplateForm> {
    await page.goto(`/create/templates/default/${template}`);
    return new TemplateForm(page);
  }

  /** A field by its title, which is unique in our forms. */
  field(title: string): Locator {
    return this.page.getByRole('textbox', { name: title, exact: true });
  }

  /** Fills in a page that must be the one with this step's name, and goes on. */
  async fill(step: string, values: { [title: string]: string }) {
    await this.expectStep(step);
    for (const [title, value] of Object.entries(values)) {
      await this.field(title).fill(value);
    }
  }

  async pickEntity(title: string, search: string, option: string) {
    await this.page.getByRole('textbox', { name: title }).fill(search);
    await this.page.getByRole('option', { name: option }).click();
  }

  async choose(answer: string) {
    await this.page.getByRole('radio', { name: answer, exact: true }).check();
  }

  async next() {
    await this.page.getByRole('button', { name: 'Next', exact: true }).click();
  }

  async review() {
    await this.page
      .getByRole('button', { name: 'Review', exact: true })
      .click();
  }

  async submit(button: string) {
    await this.page.getByRole('button', { name: button }).click();
  }

  private async expectStep(step: string) {
    await expect(
      this.page.locator('[class*="MuiStepLabel-active"]'),
    ).toHaveText(step);
  }
}
