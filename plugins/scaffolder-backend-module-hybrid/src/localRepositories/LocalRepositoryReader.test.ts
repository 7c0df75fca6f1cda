import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import { LocalRepositoryReader } from './LocalRepositoryReader';

describe('the reader of local repositories', () => {
  const server = createMockDirectory();
  const url = (path: string) => pathToFileURL(server.resolve(path)).href;

  function reader(directory?: string) {
    return UrlReaders.default({
      logger: mockServices.logger.mock(),
      config: mockServices.rootConfig({
        data: {
          hybrid: {
            scaffolder: directory ? { localRepositories: { directory } } : {},
          },
        },
      }),
      factories: [LocalRepositoryReader.factory],
    });
  }
  const local = () => reader(server.resolve('repositories'));
  const text = async (path: string) =>
    (await (await local().readUrl(url(path))).buffer()).toString();

  beforeEach(() =>
    server.setContent({
      'secret.txt': 'not yours',
      'repositories-too/secret.txt': 'not yours either',
      repositories: {
        shop: {
          '.git/config': '[core]',
          'catalog-info.yaml': 'kind: System',
          'docs/index.md': 'Welcome',
        },
      },
    }),
  );

  it('reads a file, and says when it is the one that is known', async () => {
    const file = url('repositories/shop/catalog-info.yaml');
    const { buffer, etag } = await local().readUrl(file);
    expect((await buffer()).toString()).toBe('kind: System');
    await expect(local().readUrl(file, { etag })).rejects.toMatchObject({
      name: 'NotModifiedError',
    });
  });

  it('finds a file, or none', async () => {
    const { files } = await local().search(
      url('repositories/shop/catalog-info.yaml'),
    );
    expect(files).toHaveLength(1);
    await expect(
      local().search(url('repositories/shop/absent.yaml')),
    ).resolves.toEqual({ files: [], etag: '' });
  });

  it("reads a tree without git's own files", async () => {
    const tree = await local().readTree(url('repositories/shop/'));
    const files = await tree.files();
    expect(files.map(({ path }) => path).sort()).toEqual([
      'catalog-info.yaml',
      'docs/index.md',
    ]);
    await expect(
      local().readTree(url('repositories/shop/'), { etag: tree.etag }),
    ).rejects.toMatchObject({ name: 'NotModifiedError' });
  });

  it.each([
    ['secret.txt'],
    ['repositories-too/secret.txt'],
    ['repositories/../secret.txt'],
    ['repositories/shop/%2e%2e/%2e%2e/secret.txt'],
    ['absent.txt'],
  ])('does not read %s', async path => {
    const base = pathToFileURL(server.path).href;
    await expect(local().readUrl(`${base}/${path}`)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });

  it('does not follow links out of the folder', async () => {
    fs.symlinkSync(
      server.resolve('secret.txt'),
      server.resolve('repositories/shop/link.txt'),
    );
    fs.symlinkSync(server.path, server.resolve('repositories/all'));
    await expect(text('repositories/shop/link.txt')).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    await expect(text('repositories/all/secret.txt')).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    const tree = await local().readTree(url('repositories/shop/'));
    expect((await tree.files()).map(({ path }) => path)).not.toContain(
      'link.txt',
    );
  });

  it('says that a file or a folder is not there', async () => {
    for (const path of ['repositories/shop', 'repositories/shop/absent']) {
      await expect(text(path)).rejects.toMatchObject({ name: 'NotFoundError' });
    }
    await expect(
      local().readTree(url('repositories/shop/catalog-info.yaml')),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(
      reader(server.resolve('never-made')).readUrl(url('never-made/shop/x')),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('does not exist where no folder is configured', async () => {
    await expect(
      reader().readUrl(url('repositories/shop/catalog-info.yaml')),
    ).rejects.toThrow(/is not allowed\. You may need to configure/);
    expect(
      LocalRepositoryReader.factory({
        config: mockServices.rootConfig(),
      } as never),
    ).toEqual([]);
  });
});
