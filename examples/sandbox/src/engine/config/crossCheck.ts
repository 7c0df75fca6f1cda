import { basename } from 'node:path';
import type { PlatformConfig, ServiceConfig } from '../platformConfig';
import { inRanges } from '../addresses';
import type { ConfigProblem, ParsedFile } from './problems';

/** AWS's limit for a target group's name. */
const TARGET_GROUP_NAME = 32;

/** Finds what is wrong between files, or between a file and the platform. */
export function crossCheck(
  platform: ParsedFile<PlatformConfig> | undefined,
  services: ParsedFile<ServiceConfig>[],
): ConfigProblem[] {
  return [
    ...duplicates(services, ['name'], ({ name }) => [name]),
    ...duplicates(services, ['priority'], ({ priority }) => [`${priority}`]),
    ...duplicates(services, ['hosts'], ({ hosts, paths }) =>
      hosts.flatMap(host => paths.map(path => `${host.toLowerCase()}${path}`)),
    ),
    ...services.flatMap(fileNameCheck),
    ...(platform
      ? services.flatMap(service => againstPlatform(service, platform.value))
      : []),
  ];
}

function duplicates(
  services: ParsedFile<ServiceConfig>[],
  path: string[],
  keysOf: (service: ServiceConfig) => string[],
): ConfigProblem[] {
  const owners = new Map<string, string>();
  return services.flatMap(({ file, value, lineOf }) =>
    [...new Set(keysOf(value))].flatMap(key => {
      const owner = owners.get(key);
      if (owner === undefined) {
        owners.set(key, file);
        return [];
      }
      return {
        file,
        line: lineOf(path),
        field: path.join('.'),
        message: `${key} is taken by ${owner}; it must be unique within the platform`,
      };
    }),
  );
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

function againstPlatform(
  { file, value, lineOf }: ParsedFile<ServiceConfig>,
  platform: PlatformConfig,
): ConfigProblem[] {
  const ranges = platform.network.onPremCidrs;
  const problems: ConfigProblem[] = value.onPrem.addresses.flatMap(
    (address, index) =>
      inRanges(address, ranges)
        ? []
        : {
            file,
            line: lineOf(['onPrem', 'addresses', index]),
            field: `onPrem.addresses[${index}]`,
            message: `${address} is outside the platform's network.onPremCidrs: ${ranges.join(
              ', ',
            )}`,
          },
  );
  const longest = `${platform.id}-${value.name}-on-prem`;
  if (longest.length > TARGET_GROUP_NAME) {
    problems.push({
      file,
      line: lineOf(['name']),
      field: 'name',
      message: `makes the target group's name ${longest}, which has ${longest.length} characters; AWS allows ${TARGET_GROUP_NAME}`,
    });
  }
  return problems;
}
