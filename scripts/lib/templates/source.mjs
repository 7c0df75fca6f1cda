import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Copies what git has, or would take, of a template: what somebody gets who adds the template
 * to Backstage from a git host, without what a run in place leaves behind.
 *
 * @returns the copy, and the files of its skeleton
 */
export function copySource(template, folder) {
  const files = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: template, encoding: 'utf8' },
  )
    .split('\0')
    .filter(file => file && existsSync(join(template, file)));
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(template, file), join(folder, file));
  }
  const prefix = 'skeleton/';
  return {
    folder,
    skeletonFiles: files
      .filter(file => file.startsWith(prefix))
      .map(file => file.slice(prefix.length)),
  };
}
