import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import {
  platformSchema,
  serviceSchema,
  type PlatformConfig,
  type ServiceConfig,
} from '../platformConfig';
import { crossCheck } from './crossCheck';
import {
  ConfigError,
  lineFinder,
  toProblems,
  type ConfigProblem,
  type ParsedFile,
} from './problems';

/** A platform repository's configuration. */
export interface Config {
  platform: PlatformConfig;
  services: ServiceConfig[];
}

/**
 * Reads `config/platform.yaml` and `config/services/*.yaml` of a platform repository.
 *
 * @throws ConfigError with everything that is wrong, not only the first of it.
 */
export async function loadConfig(repository: string): Promise<Config> {
  const problems: ConfigProblem[] = [];
  const platform = await readYaml(
    repository,
    'config/platform.yaml',
    platformSchema,
    problems,
  );
  const services: ParsedFile<ServiceConfig>[] = [];
  for (const name of await serviceFiles(repository)) {
    const file = `config/services/${name}`;
    const service = await readYaml(repository, file, serviceSchema, problems);
    if (service) services.push(service);
  }
  problems.push(...crossCheck(platform, services));
  if (problems.length > 0 || !platform) throw new ConfigError(problems);
  return {
    platform: platform.value,
    services: services
      .map(service => service.value)
      .sort((a, b) => a.priority - b.priority),
  };
}

async function serviceFiles(repository: string): Promise<string[]> {
  try {
    const names = await readdir(join(repository, 'config/services'));
    return names.filter(name => /\.ya?ml$/.test(name)).sort();
  } catch (error) {
    // A platform without a service yet has no such folder.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function readYaml<S extends z.ZodType>(
  repository: string,
  file: string,
  schema: S,
  problems: ConfigProblem[],
): Promise<ParsedFile<z.infer<S>> | undefined> {
  let text: string;
  try {
    text = await readFile(join(repository, file), 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    problems.push({
      file,
      message: missing
        ? `there is no such file in ${repository}`
        : `cannot be read: ${(error as Error).message}`,
    });
    return undefined;
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    for (const error of document.errors) {
      problems.push({
        file,
        line: error.linePos?.[0].line,
        message: `is not valid YAML: ${error.message.split('\n')[0]}`,
      });
    }
    return undefined;
  }
  const lineOf = lineFinder(document, lines);
  const data = toData(document, file, problems);
  if (data === undefined) return undefined;
  const result = schema.safeParse(data);
  if (result.success) return { file, value: result.data, lineOf };
  problems.push(...toProblems(result.error, schema, { file, data, lineOf }));
  return undefined;
}

/** Aliases can make a document that is too big to be meant; `yaml` refuses to expand it. */
function toData(
  document: ReturnType<typeof parseDocument>,
  file: string,
  problems: ConfigProblem[],
): unknown {
  try {
    const data: unknown = document.toJS();
    if (data !== null && data !== undefined) return data;
    problems.push({ file, message: 'is empty' });
  } catch (error) {
    problems.push({
      file,
      message: `is not valid YAML: ${(error as Error).message}`,
    });
  }
  return undefined;
}
