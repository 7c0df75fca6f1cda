import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import type { ServiceConfig } from '../../lib/config';
import { metaData, userData } from '../../onprem/esxi/cloud-init';
import { guestsOf } from '../../onprem/esxi/guests';
import { importSpec, sizeOf } from '../../onprem/esxi/import-spec';
import { example, service } from '../support/platform';

const platformWith = (overrides: Parameters<typeof example>[0]) =>
  example(overrides).platform;

const platform = platformWith({
  data: { onPrem: { address: '192.168.10.10' } },
});
const order = service('order', 40);
const at = (service: ServiceConfig, ...addresses: string[]): ServiceConfig => ({
  ...service,
  onPrem: { ...service.onPrem, addresses },
});
const guest = (address: string, ...of: ServiceConfig[]) =>
  guestsOf(platform, of).find(item => item.address === address)!;

describe('the guests', () => {
  it('are one for each address, with all the services of it', () => {
    const guests = guestsOf(platform, [
      at(order, '192.168.10.41', '192.168.10.42'),
      at({ ...order, name: 'cart' }, '192.168.10.41'),
    ]);
    assert.deepEqual(
      guests.map(item => [
        item.address,
        item.services.map(({ name }) => name),
        item.database,
      ]),
      [
        ['192.168.10.10', [], true],
        ['192.168.10.41', [order.name, 'cart'], false],
        ['192.168.10.42', [order.name], false],
      ],
    );
  });

  it('may share an address with the database', () => {
    const shared = guest('192.168.10.10', at(order, '192.168.10.10'));
    assert.equal(shared.database, true);
    assert.equal(shared.services.length, 1);
    assert.ok(sizeOf(shared).cpus > sizeOf(guest('192.168.10.10')).cpus / 2);
  });

  it('are in the range that their address is in', () => {
    const ranged = guestsOf(
      platformWith({
        network: {
          onPremCidrs: ['192.168.10.0/24', '10.99.0.0/20'],
        },
      }),
      [at(order, '10.99.3.7')],
    ).at(-1)!;
    assert.equal(ranged.prefix, 20);
    assert.equal(ranged.router, '10.99.0.1');
  });
});

describe('the user data', () => {
  it('sets up a unit, a port and a health check for each service', () => {
    const text = userData(
      platform,
      guest('192.168.10.41', at(order, '192.168.10.41')),
    );
    assert.match(text, /^#cloud-config\n/);
    const { packages, write_files: files, runcmd } = parse(text);
    assert.ok(packages.includes('podman'));
    assert.equal(packages.includes('mariadb-server'), false);
    const settings = files.find(
      ({ path }: { path: string }) =>
        path === `/etc/hybrid-platform/services/${order.name}.env`,
    );
    assert.equal(
      settings.content,
      `PORT=${order.onPrem.port}\nHEALTH_PATH=${order.healthCheck.path}\n`,
    );
    assert.deepEqual(runcmd.at(-1), [
      'systemctl',
      'enable',
      `hybrid-service@${order.name}.service`,
    ]);
  });

  it('sets up MariaDB with its settings, and nothing that is for RDS', () => {
    const { packages, write_files: files } = parse(
      userData(platform, guest('192.168.10.10')),
    );
    assert.ok(packages.includes('mariadb-server'));
    const paths = files.map(({ path }: { path: string }) => path);
    assert.ok(
      paths.includes('/etc/mysql/mariadb.conf.d/90-hybrid-platform.cnf'),
    );
    assert.equal(
      paths.some((path: string) => path.includes('rds')),
      false,
    );
  });

  it('lets nobody in with a password', () => {
    const document = parse(userData(platform, guest('192.168.10.10')));
    assert.equal(document.ssh_pwauth, false);
    assert.equal(document.disable_root, true);
    assert.equal('users' in document || 'chpasswd' in document, false);
  });
});

describe('the meta data', () => {
  it('has the fixed address that the load balancer knows', () => {
    const { network } = parse(
      metaData(guest('192.168.10.10'), ['192.168.10.53']),
    );
    assert.deepEqual(network.ethernets.lan.addresses, ['192.168.10.10/24']);
    assert.deepEqual(network.ethernets.lan.nameservers.addresses, [
      '192.168.10.53',
    ]);
  });
});

describe('the import specification', () => {
  it('leaves the guest off until its data is set', () => {
    const spec = JSON.parse(importSpec(guest('192.168.10.10')));
    assert.equal(spec.PowerOn, false);
    assert.equal(spec.Name, 'shop-192-168-10-10');
    assert.equal(spec.Annotation, 'Runs MariaDB');
  });
});
