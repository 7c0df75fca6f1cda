import type { Locator, Page } from '@playwright/test';
import { expect } from './test';

/** The entity card of the hybrid plugin. */
export class TrafficCard {
  readonly sites: Locator;
  readonly failover: Locator;
  readonly reset: Locator;

  constructor(readonly page: Page) {
    this.sites = page.getByRole('table', { name: 'Sites' });
    this.failover = page.getByRole('button', { name: 'Fail over…' });
    this.reset = page.getByRole('button', { name: 'Reset…' });
  }

  async expectWeights(onPrem: number, aws: number, timeout?: number) {
    await expect
      .poll(() => this.#figures('Set weight'), { timeout })
      .toEqual([onPrem, aws]);
  }

  /** The requests that the sites really served, within some percentage points. */
  async expectActualShares(onPrem: number, aws: number, within: number) {
    await expect(async () => {
      const shares = await this.#figures('Actual share');
      expect(Math.abs(shares[0] - onPrem)).toBeLessThanOrEqual(within);
      expect(Math.abs(shares[1] - aws)).toBeLessThanOrEqual(within);
    }).toPass({ timeout: 30_000 });
  }

  /** The first number in each site's cell of a line. */
  async #figures(line: string): Promise<number[]> {
    const cells = await this.sites
      .getByRole('row', { name: line })
      .getByRole('cell')
      .allTextContents();
    return cells.map(text => parseFloat(text));
  }
}
