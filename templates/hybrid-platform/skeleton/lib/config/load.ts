import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { checkConfig } from './check';
import { platformSchema, type PlatformConfig } from './platform';
import { PLATFORM_FILE, type ConfigProblem } from './problem';
import { serviceSchema, type ServiceConfig } from './service';

export interface Config {
  platform: PlatformConfig;
  /** By priority. */
  services: ServiceConfig[];
}

/** Everything that is wrong with a configuration, at once. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly ConfigProblem[]) {
    const lines = problems.map(
      ({ file, path, message }) =>
        `  ${file}: ${path && `${path}: `}${message}`,
    );
    super(`The configuration cannot be used:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Reads and checks `platform.yaml` and `services/*.yaml` of a folder. */
export function loadConfig(folder: string): Config {
  const problems: ConfigProblem[] = [];
  const read = <T>(file: string, schema: z.ZodType<T>): T | undefined => {
    const result = schema.safeParse(readYaml(folder, file, problems));
    if (result.success) return result.data;
    // A file that is no YAML has been reported already.
    if (!problems.some(problem => problem.file === file)) {
      problems.push(
        ...result.error.issues.map(({ path, message }) => ({
          file,
          path: path.join('.'),
          message,
        })),
      );
    }
    return undefined;
  };

  const platform = read(PLATFORM_FILE, platformSchema);
  const services = serviceFiles(folder).flatMap(file => {
    const service = read(file, serviceSchema);
    if (service && `${service.name}.yaml` !== basename(file)) {
      problems.push({
        file,
        path: 'name',
        message: `the file of ${service.name} must be named services/${service.name}.yaml`,
      });
    }
    return service ?? [];
  });
  if (platform) problems.push(...checkConfig(platform, services));
  if (!platform || problems.length > 0) throw new ConfigError(problems);
  return {
    platform,
    services: services.sort((a, b) => a.priority - b.priority),
  };
}

function serviceFiles(folder: string): string[] {
  return readdirSync(join(folder, 'services'))
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .map(file => `services/${file}`);
}

function readYaml(
  folder: string,
  file: string,
  problems: ConfigProblem[],
): unknown {
  try {
    return parse(readFileSync(join(folder, file), 'utf8'));
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    problems.push({ file, path: '', message: error.message });
    return undefined;
  }
}
