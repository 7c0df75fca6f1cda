import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { parse } from 'yaml';
import { TemplateForm } from './support/form';
import { signInAs } from './support/personas';
import { expect, test } from './support/test';

/** Where app-config.yaml has the repositories of templates. */
const repositories = join(__dirname, '../../../.backstage-data/repositories');

/*
 * A platform engineer makes a platform: fills in the form, is told what is wrong with it,
 * corrects it, and finds the repository and the platform in the catalog.
 */
test.describe('the template for hybrid platforms', () => {
  const id = `e2e-${Date.now().toString(36)}`;
  const repository = join(repositories, id);

  test.afterAll(() => rmSync(repository, { recursive: true, force: true }));

  async function fillIn(page: Page, { onPrem }: { onPrem: string }) {
    const form = await TemplateForm.open(page, 'hybrid-platform');
    await form.fill('Platform', {
      Id: id,
      Name: 'Market',
      'AWS account': '111122223333',
    });
    await form.pickEntity('Owner', 'platform', 'Platform team');
    await form.next();
    await form.fill('Network', {
      Range: onPrem,
      'Address of the customer gateway': '203.0.113.10',
    });
    await form.next();
    await form.fill('Cluster', {});
    await form.next();
    await form.fill('Data', {});
    await form.next();
    await form.fill('Traffic', {
      Domain: 'market.example.com',
      'Name of the service': 'web',
    });
    await form.next();
    await form.fill('Add-ons', {});
    await form.next();
    await form.choose('A folder on the Backstage server, to try it out');
    await form.fill('Repository', { 'Name of the repository': id });
    await form.review();
    await form.submit("Make the platform's repository");
  }

  test('refuses what cannot work, with a sentence, and makes nothing', async ({
    page,
  }) => {
    await page.goto('/');
    await signInAs(page, 'Sora Kim');
    await fillIn(page, { onPrem: '10.20.4.0/24' });

    await expect(
      page
        .getByText(
          /network\.onPremCidrs\.0: 10\.20\.4\.0\/24 overlaps network\.vpcCidr/,
        )
        .first(),
    ).toBeVisible({ timeout: 60_000 });
    expect(existsSync(repository)).toBe(false);
  });

  test('makes a repository, and the platform is in the catalog', async ({
    page,
  }) => {
    await page.goto('/');
    await signInAs(page, 'Sora Kim');
    await fillIn(page, { onPrem: '192.168.10.0/24' });

    await expect(page.getByText('Nothing is deployed yet')).toBeVisible({
      timeout: 60_000,
    });
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: repository, encoding: 'utf8' });
    expect(git('status', '--porcelain')).toBe('');
    expect(git('log', '--format=%s')).toBe(`Begin the platform ${id}\n`);
    const read = (path: string) =>
      parse(readFileSync(join(repository, path), 'utf8'));
    expect(read('config/platform.yaml')).toMatchObject({
      id,
      owner: 'group:default/platform-team',
      availabilityZones: ['ap-northeast-2a', 'ap-northeast-2c'],
      vpn: { routing: 'bgp', customerGatewayAddress: '203.0.113.10' },
      schedule: { mode: 'office-hours', timeZone: 'Asia/Seoul' },
    });
    expect(read('config/services/web.yaml')).toMatchObject({
      hosts: ['web.market.example.com'],
      weights: { 'on-prem': 40, aws: 60 },
    });

    await page.getByRole('link', { name: 'Open in the catalog' }).click();
    // The catalog reads a new location in the background; until then, its page says so.
    const heading = page.getByRole('heading', { name: 'Market' });
    await expect(async () => {
      if (!(await heading.isVisible())) await page.reload();
      await expect(heading).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
    await expect(page.getByRole('link', { name: `${id}-vpn` })).toBeVisible();
  });
});
