import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, loadConfig } from '../lib/config';
import { esxiFiles } from './esxi';
import { writeFiles, type RenderedFile } from './files';
import { mariadbFiles } from './mariadb';
import { vpnFiles } from './vpn';
import { TunnelError } from './vpn/tunnels';

/*
 * Writes what the on-prem side needs, made from `config/`, to `onprem/out`:
 *
 *   npm run onprem -- --tunnels tunnels.json
 *
 * The VPN gateway needs the addresses that AWS gave the tunnels, so it is left out until there
 * are any; `onprem/README.md` has the command that asks for them.
 */
function main() {
  const { values } = parseArgs({
    options: {
      config: { type: 'string', default: join(__dirname, '../config') },
      out: { type: 'string', default: join(__dirname, 'out') },
      tunnels: { type: 'string' },
      nameserver: { type: 'string', multiple: true },
    },
  });
  const { platform, services } = loadConfig(values.config);
  const write = (part: string, files: RenderedFile[]) => {
    writeFiles(join(values.out, part), files);
    console.log(`${join(values.out, part)}: ${files.length} files`);
  };
  write('mariadb', mariadbFiles(platform));
  const nameservers = values.nameserver;
  write('esxi', esxiFiles(platform, services, { nameservers }));
  if (values.tunnels === undefined) {
    console.log(
      'vpn: left out. Give the addresses of the tunnels with --tunnels; onprem/README.md says how to ask AWS for them.',
    );
    return;
  }
  write('vpn', vpnFiles(platform, readTunnels(values.tunnels)));
}

function readTunnels(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch (error) {
    throw new TunnelError(
      `${file} cannot be read: ${(error as Error).message}`,
    );
  }
}

try {
  main();
} catch (error) {
  if (!(error instanceof ConfigError) && !(error instanceof TunnelError)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}
