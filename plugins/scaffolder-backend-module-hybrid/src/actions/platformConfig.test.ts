import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { formValues } from '../__testUtils__/formValues';
import { createPlatformConfigAction } from './platformConfig';

const SKELETON = {
  'lib/config/platform.ts': '// the format',
  'config/platform.yaml': 'id: example\n',
  'config/services/example.yaml': 'name: example\n',
  'package.json': '{ "name": "hybrid-platform", "version": "0.1.0" }',
  'package-lock.json':
    '{ "name": "hybrid-platform", "packages": { "": { "name": "hybrid-platform" } } }',
  'node_modules/some/index.js': '',
  'cdk.out/manifest.json': '{}',
};

describe('hybrid:platform:config', () => {
  const workspace = createMockDirectory();
  const action = createPlatformConfigAction();

  async function run(overrides: JsonObject = {}, targetPath?: string) {
    const output = jest.fn();
    const context = createMockActionContext({
      workspacePath: workspace.path,
      input: { values: formValues(overrides), targetPath },
    });
    await action.handler({ ...context, output } as never);
    return Object.fromEntries(output.mock.calls);
  }

  async function refusal(overrides: JsonObject): Promise<string> {
    const before = workspace.content();
    const error = await run(overrides).then(
      () => new Error('It was accepted'),
      reason => reason as Error,
    );
    expect(error).toMatchObject({ name: 'InputError' });
    expect(workspace.content()).toEqual(before);
    return error.message;
  }

  function file(name: string): any {
    let found: any = workspace.content();
    for (const part of name.split('/')) found = found?.[part];
    return found;
  }

  beforeEach(() => workspace.setContent(SKELETON));

  it('writes the configuration in place of the example', async () => {
    await run();
    expect(parse(file('config/platform.yaml'))).toMatchObject({
      id: 'shop',
      account: '111122223333',
      availabilityZones: ['ap-northeast-2a', 'ap-northeast-2c'],
      vpn: { routing: 'bgp' },
    });
    expect(Object.keys(file('config/services'))).toEqual(['cart.yaml']);
    expect(parse(file('config/services/cart.yaml'))).toMatchObject({
      name: 'cart',
      weights: { 'on-prem': 40, aws: 60 },
    });
  });

  it('keeps the folder of the services when there is none yet', async () => {
    await run({ addService: false });
    expect(Object.keys(file('config/services'))).toEqual(['.gitkeep']);
  });

  it('says what each section of the configuration is about', async () => {
    await run();
    expect(file('config/platform.yaml')).toMatch(
      /\n\n# Two tunnels need BGP; .*\nvpn:\n/,
    );
  });

  it('names the package after the platform', async () => {
    await run();
    expect(JSON.parse(file('package.json'))).toEqual({
      name: 'shop-platform',
      version: '0.1.0',
    });
    expect(JSON.parse(file('package-lock.json'))).toEqual({
      name: 'shop-platform',
      packages: { '': { name: 'shop-platform' } },
    });
  });

  it('removes what a run of the skeleton in place has left behind', async () => {
    await run();
    expect(Object.keys(workspace.content()!).sort()).toEqual([
      'config',
      'lib',
      'package-lock.json',
      'package.json',
    ]);
  });

  it('tells the next steps what the platform is', async () => {
    await expect(run()).resolves.toEqual({
      id: 'shop',
      name: 'Shop',
      owner: 'group:default/platform-team',
      region: 'ap-northeast-2',
      domain: 'shop.example.com',
      replicates: false,
      services: ['cart'],
    });
  });

  it('writes into the folder that it is told, and into none outside of the workspace', async () => {
    workspace.setContent({ shop: SKELETON });
    await run({}, 'shop');
    expect(parse(file('shop/config/platform.yaml'))).toMatchObject({
      id: 'shop',
    });
    await expect(run({}, '../elsewhere')).rejects.toThrow(/not allowed/);
  });

  it('asks for the skeleton when there is none', async () => {
    workspace.setContent({});
    await expect(run()).rejects.toThrow(/fetch the skeleton/);
  });

  it('works in a dry run', () => {
    expect(action.supportsDryRun).toBe(true);
  });

  describe('refuses before anything is written', () => {
    const replication = {
      enabled: true,
      direction: 'aws-to-on-prem',
      mode: 'instance',
    };

    it.each<[string, JsonObject, RegExp]>([
      [
        'ranges that overlap',
        { network: { onPremCidrs: ['10.20.4.0/24'] } },
        /network\.onPremCidrs\.0: 10\.20\.4\.0\/24 overlaps network\.vpcCidr/,
      ],
      [
        'a Karpenter that does not support the version of Kubernetes',
        {
          cluster: {
            kubernetesVersion: '1.36',
            karpenter: { version: '1.9.0' },
          },
        },
        /cluster\.karpenter\.version: .* needs at least 1\.13\.0/,
      ],
      [
        'a version of Kubernetes that no Karpenter supports',
        { cluster: { kubernetesVersion: '1.37' } },
        /cluster\.kubernetesVersion: must be 1\.35 or 1\.36/,
      ],
      [
        'two tunnels with static routing',
        {
          vpn: {
            routing: 'static',
            tunnels: [
              { insideCidr: '169.254.20.0/30' },
              { insideCidr: '169.254.21.0/30' },
            ],
          },
        },
        /vpn\.tunnels: two tunnels need BGP: .* or list one tunnel/,
      ],
      [
        'a tunnel in a range that AWS reserves',
        {
          vpn: {
            tunnels: [
              { insideCidr: '169.254.5.0/30' },
              { insideCidr: '169.254.21.0/30' },
            ],
          },
        },
        /vpn\.tunnels\.0\.insideCidr: 169\.254\.5\.0\/30 is reserved by AWS: take another/,
      ],
      [
        'a transit gateway with static routing',
        { vpn: { routing: 'static', gateway: 'tgw' } },
        /vpn\.gateway: a transit gateway needs BGP: .* Set vpn\.routing to bgp/,
      ],
      [
        'replication without backups',
        { data: { database: { backupRetentionDays: 0 }, replication } },
        /data\.database\.backupRetentionDays: must be at least 1 while replication is enabled/,
      ],
      [
        'weights that are all 0',
        { service: { weights: { 'on-prem': 0, aws: 0 } } },
        /service\.weights: at least one weight must be above 0/,
      ],
      [
        'an unknown time zone',
        { schedule: { mode: 'office-hours', timeZone: 'Asia/Soul' } },
        /schedule\.timeZone: must be a time zone of the IANA database such as Asia\/Seoul/,
      ],
      [
        'office hours that end before they begin',
        {
          schedule: {
            mode: 'office-hours',
            timeZone: 'Asia/Seoul',
            start: '18:00',
            stop: '09:00',
          },
        },
        /schedule: stop must be later than start/,
      ],
      [
        'a domain that is not in the hosted zone',
        {
          dns: {
            zone: 'existing',
            hostedZone: { id: 'Z0123456789', name: 'example.org' },
          },
        },
        /dns\.domain: shop\.example\.com is not in the hosted zone example\.org/,
      ],
      [
        'a service outside of the ranges on-prem',
        { service: { onPremAddresses: ['192.168.99.1'] } },
        /service\.onPrem\.addresses\.0: 192\.168\.99\.1 is in none of/,
      ],
      [
        'a setting that does not exist',
        { cluster: { karpentr: {} } },
        /cluster: Unrecognized key: "karpentr"/,
      ],
      [
        'an account that is none',
        { account: '1111' },
        /account: must be a 12-digit AWS account id/,
      ],
    ])('%s', async (_, overrides, message) => {
      expect(await refusal(overrides)).toMatch(message);
    });

    it('everything at once', async () => {
      const message = await refusal({
        network: { onPremCidrs: ['10.20.4.0/24'] },
        vpn: { routing: 'static', gateway: 'tgw' },
        service: { weights: { 'on-prem': 0, aws: 0 } },
      });
      expect(message).toMatch(/nothing was made/);
      expect(message.match(/^ {2}\S+: /gm)).toEqual(
        expect.arrayContaining([
          '  service.weights: ',
          '  network.onPremCidrs.0: ',
          '  vpn.gateway: ',
        ]),
      );
    });
  });
});
