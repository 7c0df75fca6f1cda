/*
 * Writes the files of cloud-init user data as a guest's first boot would:
 *   write-files.ts <output folder> <user-data…>   → <output>/<guest>/<path>
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';

const [output, ...files] = process.argv.slice(2);
for (const file of files) {
  const guest = basename(dirname(file));
  const { write_files: written = [] } = parse(readFileSync(file, 'utf8'));
  for (const { path, content, permissions } of written) {
    const target = join(output, guest, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content, { mode: parseInt(permissions, 8) });
  }
}
