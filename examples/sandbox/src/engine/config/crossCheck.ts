import { basename } from 'node:path';
import {
  checkConfig,
  type PlatformConfig,
  type ServiceConfig,
} from '../platformConfig';
import { fieldName, type ConfigProblem, type ParsedFile } from './problems';

/**
 * Finds what is wrong between files, or between the settings of one. The rules are the
 * generated repository's own; here they only get the lines of the files.
 */
export function crossCheck(
  platform: ParsedFile<PlatformConfig> | undefined,
  services: ParsedFile<ServiceConfig>[],
): ConfigProblem[] {
  const misnamed = services.flatMap(fileNameCheck);
  if (!platform) return misnamed;
  const parsed: ParsedFile<unknown>[] = [platform, ...services];
  const problems = checkConfig(
    platform.value,
    services.map(({ value }) => value),
  );
  return [
    ...misnamed,
    ...problems.map(({ file, path, message }) => {
      const named = `config/${file}`;
      const keys = path === '' ? [] : path.split('.').map(toKey);
      return {
        file: named,
        line: parsed.find(source => source.file === named)?.lineOf(keys),
        field: fieldName(keys),
        message,
      };
    }),
  ];
}

/** The index of a list's item is a number. */
function toKey(part: string): PropertyKey {
  return /^\d+$/.test(part) ? Number(part) : part;
}

function fileNameCheck({
  file,
  value,
  lineOf,
}: ParsedFile<ServiceConfig>): ConfigProblem[] {
  const expected = basename(file).replace(/\.ya?ml$/, '');
  if (value.name === expected) return [];
  return [
    {
      file,
      line: lineOf(['name']),
      field: 'name',
      message: `must be the file's name, ${expected} (found ${JSON.stringify(
        value.name,
      )})`,
    },
  ];
}
