import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { PlatformConfig, ServiceConfig } from '../../lib/config';
import { mariadbFiles } from '../mariadb';
import type { Guest } from './guests';

/** A file that cloud-init writes. */
interface GuestFile {
  path: string;
  content: string;
  permissions?: string;
}

/**
 * First-boot set-up of a guest: Podman with a systemd unit for each service of the address, and
 * MariaDB on the database's. There is no password and no key in it: MariaDB is reachable by its
 * own socket until `apply-grants` has run, and the administrators' SSH keys come from
 * `deploy.sh`.
 */
export function userData(config: PlatformConfig, guest: Guest): string {
  const services = guest.services.length > 0;
  const document = {
    hostname: guest.name,
    preserve_hostname: false,
    manage_etc_hosts: true,
    timezone:
      config.schedule.mode === 'office-hours'
        ? config.schedule.timeZone
        : 'Etc/UTC',
    ssh_pwauth: false,
    disable_root: true,
    package_update: true,
    packages: [
      'open-vm-tools',
      'chrony',
      ...(services ? ['podman', 'curl'] : []),
      ...(guest.database ? ['mariadb-server', 'mariadb-client'] : []),
    ],
    write_files: [
      ...(services ? runtimeFiles(guest.services) : []),
      ...(guest.database ? databaseFiles(config) : []),
    ].map(file => ({ owner: 'root:root', permissions: '0644', ...file })),
    runcmd: [
      ['systemctl', 'daemon-reload'],
      ...guest.services.map(({ name }) => [
        'systemctl',
        'enable',
        `hybrid-service@${name}.service`,
      ]),
      // The package starts MariaDB before it is sure that our settings are read.
      ...(guest.database ? [['systemctl', 'restart', 'mariadb.service']] : []),
    ],
  };
  return `#cloud-config\n${stringify(document, { lineWidth: 0 })}`;
}

/** What VMware hands to the guest beside the user data: its name and its network. */
export function metaData(guest: Guest, nameservers: readonly string[]): string {
  return stringify({
    'instance-id': guest.name,
    'local-hostname': guest.name,
    network: {
      version: 2,
      ethernets: {
        lan: {
          match: { name: 'en*' },
          dhcp4: false,
          addresses: [`${guest.address}/${guest.prefix}`],
          routes: [{ to: 'default', via: guest.router }],
          nameservers: { addresses: [...nameservers] },
        },
      },
    },
  });
}

function runtimeFiles(services: readonly ServiceConfig[]): GuestFile[] {
  return [
    {
      path: '/etc/systemd/system/hybrid-service@.service',
      content: staticFile('hybrid-service@.service'),
    },
    {
      path: '/usr/local/sbin/hybrid-deploy',
      content: staticFile('hybrid-deploy'),
      permissions: '0755',
    },
    ...services.map(({ name, onPrem, healthCheck }) => ({
      path: `/etc/hybrid-platform/services/${name}.env`,
      content: `PORT=${onPrem.port}\nHEALTH_PATH=${healthCheck.path}\n`,
    })),
  ];
}

function databaseFiles(config: PlatformConfig): GuestFile[] {
  return mariadbFiles(config).flatMap(({ path, text, executable }) => {
    if (path === 'on-prem/90-hybrid-platform.cnf') {
      return {
        path: '/etc/mysql/mariadb.conf.d/90-hybrid-platform.cnf',
        content: text,
      };
    }
    // What is for RDS is of no use on the guest.
    if (path.startsWith('rds/')) return [];
    return {
      path: `/usr/local/share/hybrid-platform/mariadb/${path.replace(
        'on-prem/',
        '',
      )}`,
      content: text,
      permissions: executable ? '0755' : '0644',
    };
  });
}

function staticFile(name: string): string {
  return readFileSync(join(__dirname, 'static', name), 'utf8');
}
