import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from './loadConfig';
import { ConfigError, describeProblem } from './problems';

const SHOP = join(__dirname, '../../../platforms/shop');

const cart = {
  name: 'cart',
  entity: 'component:default/cart',
  priority: '30',
  hosts: '[cart.shop.example.com]',
  onPrem: '{ addresses: [192.168.10.31], port: 8080 }',
  aws: '{ port: 8080 }',
  weights: '{ on-prem: 40, aws: 60 }',
};

const yaml = (fields: Record<string, string>) =>
  Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');

describe('loadConfig', () => {
  let repository: string;

  beforeEach(async () => {
    repository = await mkdtemp(join(tmpdir(), 'hybrid-config-'));
    await cp(SHOP, repository, { recursive: true });
  });
  afterEach(() => rm(repository, { recursive: true, force: true }));

  const write = (file: string, text: string) =>
    writeFile(join(repository, 'config', file), text);
  const problems = async () => {
    const error = await loadConfig(repository).catch(thrown => thrown);
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(describeProblem);
  };
  const problemsOfCart = async (changes: Record<string, string>) => {
    await write('services/cart.yaml', yaml({ ...cart, ...changes }));
    return problems();
  };

  it('reads the example platform, its services by priority, with defaults filled in', async () => {
    const { platform, services } = await loadConfig(repository);

    expect(platform.id).toBe('shop');
    expect(services.map(service => service.name)).toEqual([
      'storefront',
      'catalog',
      'cart',
      'order',
      'payment',
      'search',
    ]);
    expect(services[0].healthCheck.path).toBe('/healthz');
  });

  it('names the line of malformed YAML', async () => {
    await write('services/cart.yaml', 'name: cart\nhosts: [a, b\n');
    const [problem] = await problems();
    expect(problem).toMatch(
      /^config\/services\/cart\.yaml:\d: is not valid YAML: /,
    );
  });

  it('refuses a key that is given twice', async () => {
    await write('services/cart.yaml', 'name: cart\nname: cart\n');
    expect(await problems()).toEqual([
      expect.stringMatching(
        /^config\/services\/cart\.yaml:2: is not valid YAML: Map keys must be unique/,
      ),
    ]);
  });

  it.each([
    ['-1', /cart\.yaml:7: weights\.on-prem: .*>=0 \(found -1\)$/],
    ['1000', /cart\.yaml:7: weights\.on-prem: .*<=999 \(found 1000\)$/],
    ['1.5', /cart\.yaml:7: weights\.on-prem: .*int.* \(found 1\.5\)$/],
    ['many', /cart\.yaml:7: weights\.on-prem: .*number.* \(found "many"\)$/],
    ['.nan', /cart\.yaml:7: weights\.on-prem: /],
  ])('refuses the weight %s', async (weight, expected) => {
    expect(
      await problemsOfCart({ weights: `{ on-prem: ${weight}, aws: 60 }` }),
    ).toEqual([expect.stringMatching(expected)]);
  });

  it('refuses weights of 0 and 0', async () => {
    expect(await problemsOfCart({ weights: '{ on-prem: 0, aws: 0 }' })).toEqual(
      [
        expect.stringContaining(
          'cart.yaml:7: weights: at least one weight must be above 0',
        ),
      ],
    );
  });

  it('names an unknown setting, its line and what is allowed there', async () => {
    expect(
      await problemsOfCart({ weights: '{ on-prem: 40, aws: 60, azure: 1 }' }),
    ).toEqual([
      'config/services/cart.yaml:7: weights.azure: is not a setting here; allowed are on-prem, aws',
    ]);
  });

  it('names a setting that is missing', async () => {
    const { priority, ...rest } = cart;
    await write('services/cart.yaml', yaml(rest));
    expect(await problems()).toEqual([
      expect.stringMatching(
        /^config\/services\/cart\.yaml:1: priority: .*expected number/,
      ),
    ]);
  });

  it.each([
    ['an empty file', '', 'is empty'],
    ['a text', 'hello', 'expected object'],
    ['a list', '- a', 'expected object'],
  ])('refuses %s', async (_, text, expected) => {
    await write('services/cart.yaml', text);
    expect(await problems()).toEqual([expect.stringContaining(expected)]);
  });

  it('refuses a document that expands without end', async () => {
    const levels = 'abcdefghij'.split('').map((name, index, all) => {
      const of = index === 0 ? 'x' : `*${all[index - 1]}`;
      return `${name}: &${name} [${Array(10).fill(of).join(', ')}]`;
    });
    await write('services/cart.yaml', levels.join('\n'));
    expect((await problems())[0]).toMatch(/cart\.yaml: is not valid YAML: /);
  });

  it('refuses names, priorities and hosts that another service has', async () => {
    await write(
      'services/cart2.yaml',
      yaml({ ...cart, hosts: '[CART.shop.example.com]' }),
    );
    expect(await problems()).toEqual([
      `config/services/cart2.yaml:1: name: must be the file's name, cart2 (found "cart")`,
      'config/services/cart.yaml:1: name: cart is used twice',
      'config/services/cart.yaml:3: priority: 30 is the priority of cart already',
      'config/services/cart.yaml:4: hosts: CART.shop.example.com/* is routed to cart already',
    ]);
  });

  it('lets services share a host by different paths', async () => {
    await write(
      'services/cart2.yaml',
      yaml({ ...cart, name: 'cart2', priority: '31', paths: '[/v2/*]' }),
    );
    expect((await loadConfig(repository)).services).toHaveLength(7);
  });

  it('refuses on-prem addresses outside the ranges that are reached by VPN', async () => {
    expect(
      await problemsOfCart({
        onPrem: '{ addresses: [192.168.10.31, 10.1.1.1], port: 8080 }',
      }),
    ).toEqual([
      'config/services/cart.yaml:5: onPrem.addresses[1]: 10.1.1.1 is in none of network.onPremCidrs (192.168.10.0/24)',
    ]);
  });

  it('tells everything that is wrong at once', async () => {
    await write('services/cart.yaml', yaml({ ...cart, priority: '0' }));
    await write('services/order.yaml', 'name: 5');
    const found = await problems();
    expect(found.some(each => each.includes('cart.yaml:3: priority'))).toBe(
      true,
    );
    expect(found.some(each => each.includes('order.yaml:1: name'))).toBe(true);
  });

  it('says which file is missing', async () => {
    await rm(join(repository, 'config'), { recursive: true });
    expect(await problems()).toEqual([
      `config/platform.yaml: there is no such file in ${repository}`,
    ]);
  });
});
