import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file to be written, as text: renderers make these and touch no disk. */
export interface RenderedFile {
  /** Relative to the folder that the part is written to. */
  path: string;
  text: string;
  /** For scripts, which are run. */
  executable?: boolean;
}

/** Writes the files of one part; what an earlier run left there goes, so no stale file stays. */
export function writeFiles(folder: string, files: readonly RenderedFile[]) {
  rmSync(folder, { recursive: true, force: true });
  for (const { path, text, executable } of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    if (executable) chmodSync(target, 0o755);
  }
}

/** Indented lines of a block, without the indentation that the source code gives it. */
export function lines(...parts: (string | false | undefined)[]): string {
  return `${parts
    .filter(part => part !== false && part !== undefined)
    .join('\n')}\n`;
}
