import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformConfig, ServiceConfig } from '../../lib/config';
import type { RenderedFile } from '../files';
import { metaData, userData } from './cloud-init';
import { guestsOf } from './guests';
import { importSpec, sizeOf } from './import-spec';

export interface EsxiOptions {
  /** Absent: the router of each guest's range. */
  nameservers?: readonly string[];
}

/** A folder for each guest, and `deploy.sh` that makes a guest of a folder with govc. */
export function esxiFiles(
  config: PlatformConfig,
  services: readonly ServiceConfig[],
  { nameservers }: EsxiOptions = {},
): RenderedFile[] {
  return [
    {
      path: 'deploy.sh',
      text: readFileSync(join(__dirname, 'static/deploy.sh'), 'utf8'),
      executable: true,
    },
    ...guestsOf(config, services).flatMap(guest => {
      const { cpus, memoryMiB } = sizeOf(guest);
      return [
        { path: `${guest.name}/user-data`, text: userData(config, guest) },
        {
          path: `${guest.name}/meta-data`,
          text: metaData(guest, nameservers ?? [guest.router]),
        },
        { path: `${guest.name}/import.json`, text: importSpec(guest) },
        {
          path: `${guest.name}/size`,
          text: `CPUS=${cpus}\nMEMORY_MIB=${memoryMiB}\n`,
        },
      ];
    }),
  ];
}
