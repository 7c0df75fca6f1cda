import type { ConfigFiles } from './fromForm';
import {
  checkConfig,
  platformSchema,
  serviceSchema,
  type PlatformConfig,
  type ServiceConfig,
} from './schema';

/** What is wrong with the values of the form: the field, and a sentence. */
export interface Problem {
  /** Dotted, such as `network.vpcCidr` or, for the first service, `service.weights`. */
  field: string;
  message: string;
}

/**
 * Everything that is wrong with a configuration, at once: what the generated repository
 * would refuse to synthesise.
 */
export function findProblems({ platform, services }: ConfigFiles): Problem[] {
  const problems: Problem[] = [];
  const read = <T>(schema: Schema<T>, value: unknown, prefix: string) => {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const { path, message } of result.error.issues) {
      problems.push({ field: prefix + path.join('.'), message });
    }
    return undefined;
  };
  const checked = read<PlatformConfig>(platformSchema, platform, '');
  const checkedServices = services.flatMap(
    service => read<ServiceConfig>(serviceSchema, service, 'service.') ?? [],
  );
  if (checked) {
    for (const { file, path, message } of checkConfig(
      checked,
      checkedServices,
    )) {
      const prefix = file.startsWith('services') ? 'service.' : '';
      problems.push({ field: prefix + path, message });
    }
  }
  return problems;
}

interface Schema<T> {
  safeParse(value: unknown):
    | { success: true; data: T }
    | {
        success: false;
        error: { issues: { path: PropertyKey[]; message: string }[] };
      };
}
