import {
  resolveSafeChildPath,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { pathToFileURL } from 'node:url';
import {
  DIRECTORY_KEY,
  localRepositoriesDirectory,
} from '../localRepositories/config';
import { LocalRepositories } from '../localRepositories/LocalRepositories';
import { examples } from './publishLocal.examples';

/**
 * Creates the action `hybrid:publish:local`, which makes a git repository of the workspace in
 * a folder of the Backstage server: for trying a template out without a git host. It refuses
 * to run unless `hybrid.scaffolder.localRepositories.directory` is configured.
 *
 * @public
 */
export function createPublishLocalAction({
  config,
}: {
  config: RootConfigService;
}) {
  const directory = localRepositoriesDirectory(config);
  const repositories = directory && new LocalRepositories(directory);

  return createTemplateAction({
    id: 'hybrid:publish:local',
    description:
      'Makes a git repository of the workspace in a folder of the Backstage server that the operator has set aside for it.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z =>
          z
            .string()
            .describe(
              'The name of the repository, which must not exist yet. Letters, digits, hyphens, underscores and dots.',
            ),
        defaultBranch: z =>
          z.string().describe('Its branch. Default: main').optional(),
        gitCommitMessage: z =>
          z
            .string()
            .describe(
              'The message of its first commit. Default: scaffolder.defaultCommitMessage, else "initial commit"',
            )
            .optional(),
        gitAuthorName: z =>
          z
            .string()
            .describe(
              'The author of its first commit. Default: scaffolder.defaultAuthor.name, else Scaffolder',
            )
            .optional(),
        gitAuthorEmail: z =>
          z
            .string()
            .describe(
              "The author's address. Default: scaffolder.defaultAuthor.email, else scaffolder@backstage.io",
            )
            .optional(),
        sourcePath: z =>
          z
            .string()
            .describe(
              'The folder of the workspace to publish. Default: all of it.',
            )
            .optional(),
      },
      output: {
        remoteUrl: z =>
          z.string().describe('What to clone, on the Backstage server'),
        repoContentsUrl: z =>
          z.string().describe("The root of the repository's files"),
        catalogInfoUrl: z =>
          z
            .string()
            .describe('Its catalog-info.yaml, to give to catalog:register'),
        commitHash: z =>
          z.string().describe('The commit. Absent in a dry run').optional(),
      },
    },
    async handler(ctx) {
      if (!repositories) {
        throw new NotAllowedError(
          `This Backstage has no folder for local repositories: choose another destination, or ask its operator to set ${DIRECTORY_KEY}`,
        );
      }
      const { name, defaultBranch = 'main' } = ctx.input;
      const source = resolveSafeChildPath(
        ctx.workspacePath,
        ctx.input.sourcePath ?? '.',
      );
      const output = (path: string) => {
        const url = pathToFileURL(path).href;
        ctx.output('remoteUrl', url);
        ctx.output('repoContentsUrl', `${url}/`);
        ctx.output('catalogInfoUrl', `${url}/catalog-info.yaml`);
      };

      if (ctx.isDryRun) {
        output(await repositories.reserve(name));
        ctx.logger.info(`Dry run: ${name} was not made`);
        return;
      }
      const text = (key: string) => config.getOptionalString(key);
      const { path, commitHash } = await ctx.checkpoint({
        key: `hybrid.publish.local.${name}`,
        fn: () =>
          repositories.create(name, source, {
            branch: defaultBranch,
            message:
              ctx.input.gitCommitMessage ??
              text('scaffolder.defaultCommitMessage') ??
              'initial commit',
            author: {
              name:
                ctx.input.gitAuthorName ??
                text('scaffolder.defaultAuthor.name') ??
                'Scaffolder',
              email:
                ctx.input.gitAuthorEmail ??
                text('scaffolder.defaultAuthor.email') ??
                'scaffolder@backstage.io',
            },
          }),
      });
      output(path);
      ctx.output('commitHash', commitHash);
      ctx.logger.info(`Made ${path} with the commit ${commitHash}`);
    },
  });
}
