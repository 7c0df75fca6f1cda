import type { JsonObject } from '@backstage/types';
import { formValues } from '../__testUtils__/formValues';
import { findProblems } from './findProblems';
import { fromForm } from './fromForm';

describe('the configuration that a form stands for', () => {
  it('is one that the generated repository accepts', () => {
    expect(findProblems(fromForm(formValues()))).toEqual([]);
  });

  it('names the availability zones after the Region', () => {
    const { platform } = fromForm(
      formValues({ region: 'eu-central-1', zones: ['a', 'b', 'c'] }),
    );
    expect(platform.availabilityZones).toEqual([
      'eu-central-1a',
      'eu-central-1b',
      'eu-central-1c',
    ]);
  });

  it('leaves out what the form asks for other reasons', () => {
    const { platform } = fromForm(
      formValues({ costCentre: '4711', dns: { zone: 'new' } }),
    );
    expect(Object.keys(platform)).toEqual([
      'id',
      'name',
      'owner',
      'account',
      'region',
      'availabilityZones',
      'network',
      'vpn',
      'data',
      'dns',
    ]);
    expect(platform.dns).toEqual({ domain: 'shop.example.com' });
  });

  it('takes a list that nobody has touched for none', () => {
    const files = fromForm(
      formValues({ vpn: { tunnels: [] }, dns: { secondaryAddresses: [] } }),
    );
    expect(files.platform.vpn).not.toHaveProperty('tunnels');
    expect(files.platform.dns).not.toHaveProperty('secondaryAddresses');
    expect(findProblems(files)).toEqual([]);
  });

  it('leaves out what was filled in under an answer that was changed', () => {
    const { platform } = fromForm(
      formValues({
        vpn: { routing: 'static', bgp: { preferredTunnel: 2 } },
        dns: { zone: 'new', hostedZone: { id: 'Z1', name: 'example.com' } },
        traffic: { certificate: 'new', certificateArn: 'arn:aws:acm:…' },
        schedule: { mode: 'always-on', timeZone: 'Asia/Seoul' },
        data: { replication: { enabled: false, mode: 'serverless' } },
      }),
    );
    expect(platform.vpn).toEqual({
      customerGatewayAddress: '203.0.113.10',
      routing: 'static',
    });
    expect(platform.dns).toEqual({ domain: 'shop.example.com' });
    expect(platform.traffic).toEqual({});
    expect(platform.schedule).toEqual({ mode: 'always-on' });
    expect(platform.data).toEqual({});
  });

  it('keeps what was filled in under the answer that was given', () => {
    const hostedZone = { id: 'Z0123456789', name: 'example.com' };
    const { platform } = fromForm(
      formValues({
        vpn: { bgp: { preferredTunnel: 2 } },
        dns: { zone: 'existing', hostedZone },
        data: {
          replication: {
            enabled: true,
            direction: 'on-prem-to-aws',
            mode: 'serverless',
            instanceClass: 'dms.t3.medium',
            maxCapacityUnits: 8,
          },
        },
      }),
    );
    expect(platform.vpn).toMatchObject({ bgp: { preferredTunnel: 2 } });
    expect(platform.dns).toMatchObject({ hostedZone });
    expect(platform.data).toEqual({
      replication: {
        enabled: true,
        direction: 'on-prem-to-aws',
        mode: 'serverless',
        maxCapacityUnits: 8,
      },
    });
  });

  it('lets the repository on GitHub deploy, now or when it has moved there', () => {
    const repoUrl = 'github.com?owner=example&repo=shop-platform';
    const deploy = { createOidcProvider: false };
    const deployOf = (overrides: JsonObject) =>
      fromForm(formValues(overrides)).platform.deploy;
    expect(deployOf({ destination: 'github', repoUrl, deploy })).toEqual({
      createOidcProvider: false,
      githubRepository: 'example/shop-platform',
    });
    expect(
      deployOf({ destination: 'local', githubRepository: 'example/later' }),
    ).toEqual({ githubRepository: 'example/later' });
    expect(deployOf({ destination: 'local', repoUrl })).toBeUndefined();
  });

  it('puts the first service below the domain, operated by the component of its name', () => {
    expect(fromForm(formValues()).services).toEqual([
      {
        name: 'cart',
        entity: 'component:default/cart',
        priority: 10,
        hosts: ['cart.shop.example.com'],
        onPrem: { addresses: ['192.168.10.11'], port: 8080 },
        aws: { port: 8080 },
        weights: { 'on-prem': 40, aws: 60 },
      },
    ]);
    expect(
      fromForm(
        formValues({
          service: { host: 'shop.example.com', entity: 'component:shop/web' },
        }),
      ).services[0],
    ).toMatchObject({
      entity: 'component:shop/web',
      hosts: ['shop.example.com'],
    });
  });

  it('has no service where none is wanted', () => {
    expect(fromForm(formValues({ addService: false })).services).toEqual([]);
  });

  it('leaves values of a wrong kind for the schema to refuse', () => {
    const problems = findProblems(
      fromForm(formValues({ vpn: 'bgp', zones: 'a', data: null })),
    );
    expect(problems.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['vpn', 'availabilityZones', 'data']),
    );
  });
});
