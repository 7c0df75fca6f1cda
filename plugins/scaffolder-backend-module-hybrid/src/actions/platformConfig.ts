import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { findProblems } from '../platform/findProblems';
import { fromForm } from '../platform/fromForm';
import { writeConfig } from '../platform/writeConfig';
import { examples } from './platformConfig.examples';

/**
 * Creates the action `hybrid:platform:config`, which turns the values of the form of the
 * template `hybrid-platform` into the configuration of a platform repository, checked as the
 * repository itself checks it.
 *
 * @public
 */
export function createPlatformConfigAction() {
  return createTemplateAction({
    id: 'hybrid:platform:config',
    description:
      'Checks what was asked for in the form of the template hybrid-platform, and writes it into the copied skeleton as its configuration.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        values: z =>
          z
            .record(z.any())
            .describe(
              'The values of the form: ${{ parameters }}. What is not about the platform is ignored.',
            ),
        targetPath: z =>
          z
            .string()
            .describe(
              'The folder in the workspace that the skeleton was copied to. Default: the workspace itself.',
            )
            .optional(),
      },
      output: {
        id: z => z.string().describe("The platform's id"),
        name: z => z.string().describe("The platform's name"),
        owner: z =>
          z.string().describe("The entity ref of the platform's owner"),
        region: z => z.string().describe('The AWS Region'),
        domain: z => z.string().describe('The domain of the services'),
        replicates: z =>
          z.boolean().describe('Whether the database is replicated'),
        services: z =>
          z
            .array(z.string())
            .describe('The names of the services that it begins with'),
      },
    },
    async handler(ctx) {
      const files = fromForm(ctx.input.values as JsonObject);
      const problems = findProblems(files);
      if (problems.length > 0) {
        const lines = problems.map(
          ({ field, message }) => `  ${field}: ${message}`,
        );
        throw new InputError(
          `The platform cannot be made like this, and nothing was made. Go back, change these and try again:\n${lines.join(
            '\n',
          )}`,
        );
      }

      const folder = resolveSafeChildPath(
        ctx.workspacePath,
        ctx.input.targetPath ?? '.',
      );
      await writeConfig(folder, files);
      ctx.logger.info(`Wrote the configuration of ${files.platform.id}`);

      const { id, name, owner, region } = files.platform as {
        [key: string]: string;
      };
      const dns = files.platform.dns as { domain: string };
      const data = files.platform.data as JsonObject | undefined;
      ctx.output('id', id);
      ctx.output('name', name);
      ctx.output('owner', owner);
      ctx.output('region', region);
      ctx.output('domain', dns.domain);
      ctx.output('replicates', Boolean(data?.replication));
      ctx.output(
        'services',
        files.services.map(service => String(service.name)),
      );
    },
  });
}
