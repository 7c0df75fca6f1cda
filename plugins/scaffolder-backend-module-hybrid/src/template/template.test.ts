import { createMockDirectory } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import git from 'isomorphic-git';
import fs from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse, parseAllDocuments } from 'yaml';
import { formValues } from '../__testUtils__/formValues';
import {
  startScaffolder,
  type RunningScaffolder,
} from '../__testUtils__/startScaffolder';
import { readTemplate, TEMPLATE } from '../__testUtils__/templateFile';

jest.setTimeout(60_000);

const SKELETON = [
  'skeleton/lib/config/platform.ts',
  'skeleton/package.json',
  'skeleton/package-lock.json',
  'skeleton/catalog-info.yaml',
];

/*
 * The whole template in a real scaffolder and catalog, over HTTP. The skeleton is a small one
 * of the same shape: what is in the real one is proved by `npm run test:templates`.
 */
describe('the template for hybrid platforms', () => {
  const files = createMockDirectory();
  const directory = files.resolve('repositories');
  let scaffolder: RunningScaffolder;

  beforeAll(async () => {
    files.setContent({
      'template/template.yaml': read('template.yaml'),
      'template/content/catalog-info.yaml': read('content/catalog-info.yaml'),
      'template/skeleton': {
        '.gitignore': 'node_modules/\n',
        '.github/workflows/platform.yaml': 'run: ${{ github.ref }}\n',
        'lib/config/platform.ts': 'const text = `${{ values.id }}`;\n',
        'config/platform.yaml': 'id: example\n',
        'config/services/example.yaml': 'name: example\n',
        'catalog-info.yaml': 'kind: Example\n',
        'package.json': '{ "name": "hybrid-platform" }',
        'package-lock.json': '{ "packages": { "": {} } }',
      },
    });
    scaffolder = await startScaffolder({
      templateFile: files.resolve('template/template.yaml'),
      localRepositories: directory,
    });
  });
  afterAll(() => scaffolder?.stop());
  afterEach(() => fs.rmSync(directory, { recursive: true, force: true }));

  const inRepository = (path: string, repository = 'shop-platform') =>
    fs.readFileSync(join(directory, repository, path), 'utf8');

  it('makes a repository, and its platform is in the catalog', async () => {
    const result = await scaffolder.run(
      formValues({ name: 'Shop: "the" one' }),
    );
    expect(result.error).toBeUndefined();

    const dir = join(directory, 'shop-platform');
    await expect(git.listFiles({ fs, dir })).resolves.toEqual([
      '.github/workflows/platform.yaml',
      '.gitignore',
      'catalog-info.yaml',
      'config/platform.yaml',
      'config/services/cart.yaml',
      'lib/config/platform.ts',
      'package-lock.json',
      'package.json',
    ]);
    const [{ commit }] = await git.log({ fs, dir });
    expect(commit.message).toBe('Begin the platform shop\n');
    expect(parse(inRepository('config/platform.yaml'))).toMatchObject({
      id: 'shop',
      name: 'Shop: "the" one',
    });

    const system = await scaffolder.untilInCatalog(
      'system/default/shop',
      20_000,
    );
    expect(system).toMatchObject({
      metadata: {
        title: 'Shop: "the" one',
        annotations: {
          'hybrid-platform.io/platform': 'shop',
          'backstage.io/managed-by-location': `url:${
            pathToFileURL(dir).href
          }/catalog-info.yaml`,
        },
      },
      spec: { owner: 'group:default/platform-team' },
    });
    await scaffolder.untilInCatalog('resource/default/shop-vpn', 20_000);
  });

  it('leaves code alone that looks like a template', async () => {
    await scaffolder.run(formValues({ repositoryName: 'code' }));
    expect(inRepository('.github/workflows/platform.yaml', 'code')).toBe(
      'run: ${{ github.ref }}\n',
    );
    expect(inRepository('lib/config/platform.ts', 'code')).toBe(
      'const text = `${{ values.id }}`;\n',
    );
  });

  it('shows the way on when it is done', async () => {
    const { output } = await scaffolder.run(
      formValues({ repositoryName: 'way-on' }),
    );
    expect(output.links).toEqual([
      expect.objectContaining({ entityRef: 'system:default/shop' }),
    ]);
    const [{ content }] = output.text as JsonObject[];
    expect(content).toContain(pathToFileURL(directory).href);
    expect(content).toContain(
      'cdk bootstrap aws://111122223333/ap-northeast-2',
    );
    expect(content).not.toMatch(/\$\{\{|undefined/);
  });

  it('says what is wrong, and makes nothing', async () => {
    const result = await scaffolder.run(
      formValues({
        network: { onPremCidrs: ['10.20.4.0/24'] },
        service: { weights: { 'on-prem': 0, aws: 0 } },
      }),
    );
    expect(result.status).toBe('failed');
    expect(result.error).toMatch(
      /network\.onPremCidrs\.0: 10\.20\.4\.0\/24 overlaps network\.vpcCidr/,
    );
    expect(result.error).toMatch(/service\.weights: at least one weight/);
    expect(fs.existsSync(directory)).toBe(false);
  });

  it.each<[string, JsonObject, RegExp]>([
    ['an id', { id: 'Shop!' }, /id.*does not match pattern/],
    ['an account', { account: '12' }, /account.*does not match pattern/],
    ['a missing owner', { owner: null }, /owner/],
    ['one zone', { zones: ['a'] }, /zones.*minimum length/],
    [
      'a repository name that would lead elsewhere',
      { repositoryName: '../shop' },
      /repositoryName|oneOf|exactly one/,
    ],
  ])('refuses %s at once', async (_, overrides, message) => {
    await expect(scaffolder.run(formValues(overrides))).rejects.toThrow(
      message,
    );
  });

  it('refuses a repository that exists', async () => {
    fs.mkdirSync(join(directory, 'shop-platform'), { recursive: true });
    const result = await scaffolder.run(formValues());
    expect(result.error).toMatch(
      /There is a local repository shop-platform already/,
    );
  });

  it('works in a dry run, for GitHub too', async () => {
    const dryRun = async (values: JsonObject) => {
      return scaffolder.request('scaffolder/v2/dry-run', {
        template: readTemplate(),
        values,
        directoryContents: ['content/catalog-info.yaml', ...SKELETON].map(
          path => ({
            path,
            base64Content: fs
              .readFileSync(files.resolve(`template/${path}`))
              .toString('base64'),
          }),
        ),
      });
    };
    const local = await dryRun(formValues());
    expect(pathsIn(local)).toContain('config/services/cart.yaml');
    expect(fs.readdirSync(directory)).toEqual([]);

    const github = await dryRun(
      formValues({
        destination: 'github',
        repoUrl: 'github.com?owner=example&repo=shop-platform',
      }),
    );
    const [platform] = github.directoryContents.filter(
      ({ path }: { path: string }) => path === 'config/platform.yaml',
    );
    expect(
      parse(Buffer.from(platform.base64Content, 'base64').toString()),
    ).toMatchObject({ deploy: { githubRepository: 'example/shop-platform' } });

    await expect(
      dryRun(formValues({ vpn: { routing: 'static', gateway: 'tgw' } })),
    ).rejects.toThrow(/a transit gateway needs BGP/);
  });

  it('describes the platform as the example in the skeleton does', async () => {
    const example = parse(read('skeleton/config/platform.yaml'));
    await scaffolder.run(
      formValues({
        repositoryName: 'example',
        id: example.id,
        name: example.name,
        owner: example.owner,
        region: example.region,
        dns: { domain: example.dns.domain },
        data: { replication: { enabled: true, direction: 'aws-to-on-prem' } },
      }),
    );
    const entities = (text: string) =>
      parseAllDocuments(text).map(document => document.toJS());
    expect(entities(inRepository('catalog-info.yaml', 'example'))).toEqual(
      entities(read('skeleton/catalog-info.yaml')),
    );
  });
});

function read(name: string) {
  return fs.readFileSync(join(TEMPLATE, name), 'utf8');
}

function pathsIn(dryRun: { directoryContents: { path: string }[] }) {
  return dryRun.directoryContents.map(({ path }) => path);
}
