import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject } from '@backstage/types';
import git from 'isomorphic-git';
import fs from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createPublishLocalAction } from './publishLocal';

describe('hybrid:publish:local', () => {
  const workspace = createMockDirectory();
  const server = createMockDirectory();
  const directory = server.resolve('repositories');

  async function run(
    input: JsonObject,
    {
      config = {
        hybrid: { scaffolder: { localRepositories: { directory } } },
      } as JsonObject,
      isDryRun = false,
    } = {},
  ) {
    const action = createPublishLocalAction({
      config: mockServices.rootConfig({ data: config }),
    });
    const output = jest.fn();
    const context = createMockActionContext({
      workspacePath: workspace.path,
      input,
    });
    await action.handler({ ...context, output, isDryRun } as never);
    return Object.fromEntries(output.mock.calls);
  }

  const log = (name: string, ref?: string) =>
    git.log({ fs, dir: join(directory, name), ref });

  beforeEach(() => {
    server.setContent({ 'secret.txt': 'not yours' });
    workspace.setContent({
      'README.md': '# Shop',
      '.gitignore': 'node_modules/\n',
      'node_modules/some/index.js': '',
      'docs/index.md': 'Welcome',
    });
  });

  it('makes a git repository with the workspace as its one commit', async () => {
    const { commitHash } = await run({ name: 'shop-platform' });

    const dir = join(directory, 'shop-platform');
    const commits = await log('shop-platform', 'main');
    expect(commits.map(({ oid }) => oid)).toEqual([commitHash]);
    expect(commits[0].commit).toMatchObject({
      message: 'initial commit\n',
      author: { name: 'Scaffolder', email: 'scaffolder@backstage.io' },
    });
    await expect(git.listFiles({ fs, dir })).resolves.toEqual([
      '.gitignore',
      'README.md',
      'docs/index.md',
    ]);
    await expect(git.currentBranch({ fs, dir })).resolves.toBe('main');
  });

  it('says where it is', async () => {
    const url = pathToFileURL(join(directory, 'shop-platform')).href;
    await expect(run({ name: 'shop-platform' })).resolves.toMatchObject({
      remoteUrl: url,
      repoContentsUrl: `${url}/`,
      catalogInfoUrl: `${url}/catalog-info.yaml`,
    });
  });

  it('commits as it is told, or as the scaffolder is configured', async () => {
    await run({
      name: 'told',
      defaultBranch: 'trunk',
      gitCommitMessage: 'Begin',
      gitAuthorName: 'Mina',
      gitAuthorEmail: 'mina@example.com',
      sourcePath: 'docs',
    });
    const [{ commit }] = await log('told', 'trunk');
    expect(commit).toMatchObject({
      message: 'Begin\n',
      author: { name: 'Mina', email: 'mina@example.com' },
    });
    expect(fs.readdirSync(join(directory, 'told')).sort()).toEqual([
      '.git',
      'index.md',
    ]);

    await run(
      { name: 'configured' },
      {
        config: {
          hybrid: { scaffolder: { localRepositories: { directory } } },
          scaffolder: {
            defaultAuthor: { name: 'Robot', email: 'robot@example.com' },
            defaultCommitMessage: 'Made by a template',
          },
        },
      },
    );
    expect((await log('configured'))[0].commit).toMatchObject({
      message: 'Made by a template\n',
      author: { name: 'Robot', email: 'robot@example.com' },
    });
  });

  it('is off unless a folder is configured', async () => {
    await expect(run({ name: 'shop' }, { config: {} })).rejects.toThrow(
      /set hybrid\.scaffolder\.localRepositories\.directory/,
    );
  });

  it('makes nothing in a dry run, and says what it would', async () => {
    const outputs = await run({ name: 'shop' }, { isDryRun: true });
    expect(outputs.remoteUrl).toBe(pathToFileURL(join(directory, 'shop')).href);
    expect(outputs.commitHash).toBeUndefined();
    expect(fs.existsSync(join(directory, 'shop'))).toBe(false);
    await expect(run({ name: '..' }, { isDryRun: true })).rejects.toThrow(
      /not allowed/,
    );
  });

  it.each([
    '..',
    '.',
    '',
    '.hidden',
    '../secret.txt',
    'a/b',
    'a\\b',
    '/etc/shop',
    'shop.git',
    'shop.',
    'shop\n',
    'a'.repeat(101),
  ])('refuses the name %j', async name => {
    await expect(run({ name })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('is not allowed: use at most 100'),
    });
    expect(Object.keys(server.content()!)).toEqual(['secret.txt']);
  });

  it('leaves alone whatever is there already', async () => {
    fs.mkdirSync(join(directory, 'empty'), { recursive: true });
    fs.writeFileSync(join(directory, 'file'), 'mine');
    fs.symlinkSync('/nowhere', join(directory, 'dangling'));
    fs.symlinkSync(server.path, join(directory, 'linked'));
    for (const name of ['empty', 'file', 'dangling', 'linked']) {
      await expect(run({ name })).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining(`a local repository ${name} already`),
      });
    }
    expect(fs.readdirSync(directory).sort()).toEqual([
      'dangling',
      'empty',
      'file',
      'linked',
    ]);
    expect(fs.readdirSync(server.path).sort()).toEqual([
      'repositories',
      'secret.txt',
    ]);
  });

  it('makes one repository when two tasks want the same name at once', async () => {
    const results = await Promise.allSettled([
      run({ name: 'shop' }),
      run({ name: 'shop' }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(fs.readdirSync(directory)).toEqual(['shop']);
    await expect(log('shop')).resolves.toHaveLength(1);
  });

  it('works where the configured folder is a link', async () => {
    fs.mkdirSync(server.resolve('disk'));
    fs.symlinkSync(server.resolve('disk'), directory);
    await run({ name: 'shop' });
    expect(fs.existsSync(server.resolve('disk/shop/.git'))).toBe(true);
  });

  it('publishes nothing from outside of the workspace', async () => {
    await expect(
      run({ name: 'shop', sourcePath: '../repositories' }),
    ).rejects.toThrow(/not allowed/);

    fs.symlinkSync(server.resolve('secret.txt'), workspace.resolve('link.txt'));
    await run({ name: 'shop' });
    const link = join(directory, 'shop', 'link.txt');
    expect(fs.lstatSync(link).isSymbolicLink()).toBe(true);
  });

  it('leaves nothing half made when it fails', async () => {
    await expect(run({ name: 'shop', sourcePath: 'absent' })).rejects.toThrow();
    expect(fs.readdirSync(directory)).toEqual([]);
  });
});
