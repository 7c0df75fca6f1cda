import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CommanderError, type Command } from 'commander';
import { ConfigError } from '../engine/config/problems';
import { PATHS } from '../engine/paths';
import { startSandbox, type Sandbox } from '../engine/startSandbox';
import { createProgram, explain } from './program';

let sandbox: Sandbox;
let port: string;

beforeAll(async () => {
  sandbox = await startSandbox({
    configDir: PATHS.shop,
    port: 0,
    trafficPort: 0,
    requestsPerSecond: 0,
    lambdas: false,
  });
  port = new URL(sandbox.awsEndpoint).port;
});
afterAll(() => sandbox?.stop());
beforeEach(() => sandbox.control.clear());

/** Runs a command and answers what it writes; what it refuses is thrown, not printed. */
async function run(...args: string[]): Promise<string> {
  let output = '';
  const quiet = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => {} });
    command.commands.forEach(quiet);
  };
  const program = createProgram(text => {
    output += text;
  });
  quiet(program);
  await program.parseAsync(['node', 'sandbox', ...args]);
  return output;
}

const on = (...args: string[]) => run(...args, '--port', port);

describe('sandbox status', () => {
  it("shows every service's sites, the tunnels, the replication and the AWS faults", async () => {
    const output = await on('status');
    expect(output).toMatch(/^shop in ap-northeast-2, account 111122223333/);
    expect(output).toMatch(/cart +on-prem +40 .* 2\/2/);
    expect(output).toMatch(/\n +aws +60 .* 3\/3/);
    expect(output).toMatch(/VPN tunnels +1 \(198\.51\.100\.\d+\) up, 2 /);
    expect(output).toMatch(/Replication +running, 1 s behind/);
    expect(output).toMatch(/AWS faults +none/);
  });
});

describe('the fault commands', () => {
  it('switch sites, services, targets and tunnels off and on', async () => {
    expect(await on('down', 'on-prem')).toMatch(/on-prem DOWN, aws up/);
    expect(await on('up', 'on-prem')).toMatch(/on-prem up, aws up/);
    expect(await on('down', 'service', 'cart', 'aws')).toMatch(
      /aws +60 .*switched off/,
    );
    expect(
      await on('down', 'target', 'cart', 'on-prem', '192.168.10.31:8080'),
    ).toMatch(/cart .*1 target switched off/);
    expect(await on('down', 'tunnel', '2')).toMatch(/2 \([\d.]+\) DOWN/);
    expect(await on('up', 'tunnel', '2')).toMatch(/2 \([\d.]+\) up/);
  });

  it('hold the lag and let go of it', async () => {
    expect(await on('lag', '90')).toMatch(/90 s behind \(held by hand\)/);
    expect(await on('lag', 'off')).not.toMatch(/held by hand/);
  });

  it('suspend tables of the replication, and stop to measure its lag', async () => {
    expect(await on('silence', '600')).toMatch(/last measured 60\d s ago/);
    expect(await on('suspend', 'shop.orders', 'shop.carts')).toMatch(
      /suspended shop\.carts shop\.orders/,
    );
    expect(await on('silence', 'off')).not.toMatch(/last measured/);
    expect(await on('suspend', 'off')).not.toMatch(/suspended/);
  });

  it('set the AWS faults that are named and leave the others', async () => {
    await on('aws', '--latency', '3', '--drop', '0.1', '--drop-after-apply');
    expect(
      await on(
        'aws',
        '--throttle',
        '0.5',
        '--operations',
        'ModifyRule, DescribeRules',
      ),
    ).toMatch(
      /throttled 0\.5, latency 3 ms, dropped 0\.1 after they took effect \(ModifyRule, DescribeRules\)/,
    );
    expect(await on('aws', '--operations', 'all')).toMatch(
      /\(all operations\)/,
    );
    expect(await on('clear')).toMatch(/AWS faults +none/);
  });

  it('let the tag query lie', async () => {
    expect(
      await on('index', '--lag', '30', '--hide', 'cart', 'cart/aws'),
    ).toMatch(/Tag index +30 s late, misses cart, cart\/aws/);
    expect(await on('index', '--keep-deleted', '2', '--hide', 'none')).toMatch(
      /Tag index +30 s late, lists 2 deleted of each kind$/m,
    );
    expect(await on('clear')).toMatch(/Tag index +true/);
  });

  it('replace a rule, put a group on it and let something else write', async () => {
    expect(await on('group', 'cart', 'green', '--weight', '9')).toMatch(
      /\n +shop-cart-green +9\n/,
    );
    await on('replace-rule', 'cart');
    await on('controller', 'cart', '30');
    await on('controller', 'cart', 'off');
    expect(await on('events')).toMatch(
      /The rule .* of cart is replaced .*\n.*A controller puts the default weights of cart back every 30 s\n.*Nothing puts/,
    );
  });

  it('are listed by “events”, the newest last', async () => {
    await on('down', 'aws');
    await on('up', 'aws');
    expect(await on('events')).toMatch(
      /fault +aws is switched off\n.*fault +aws is switched on\n$/,
    );
  });
});

describe('a wrong command', () => {
  it.each([
    [['aws', '--throttle', '2'], /It must be a number from 0 to 1/],
    [['aws', '--latency', 'long'], /It must be a number from 0 to 60000/],
    [['start', '--port', '70000'], /It must be a number from 0 to 65535/],
    [['start', '--port', '1.5'], /whole number/],
    [['start', '--also-on', 'moon'], /Allowed choices are http, internal/],
    [['group', 'cart', 'green'], /required option '--weight/],
    [['down', 'moon'], /unknown command 'moon'/],
    [['fly'], /unknown command 'fly'/],
  ])('%j is refused', async (args, message) => {
    const error = await run(...args).catch(thrown => thrown);
    expect(error).toBeInstanceOf(CommanderError);
    expect(error.message).toMatch(message);
  });

  it.each([
    [['down', 'service', 'nobody', 'aws'], /no service “nobody”; there is/],
    [['down', 'tunnel', '3'], /no tunnel “3”; there is 1, 2/],
    [['aws', '--operations', 'Fly'], /operations: Fly is unknown; allowed are/],
    [['lag', 'much'], /It must be a number from 0 to 86400/],
  ])('%j is refused by the sandbox', async (args, message) => {
    await expect(on(...args)).rejects.toThrow(message);
  });
});

describe('errors that people see', () => {
  it('say how to start a sandbox when none runs', async () => {
    const error = await run('status', '--port', '1').catch(thrown => thrown);
    expect(explain(error)).toBe(
      'No sandbox answers on port 1.\nStart one with “yarn sandbox start”, or name its port with --port <port>.',
    );
  });

  it('say when something else listens on the port', async () => {
    const other = createServer((_, response) => {
      response.end('hello');
    });
    await new Promise<void>(resolve => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const otherPort = String((other.address() as AddressInfo).port);
    try {
      const error = await run('status', '--port', otherPort).catch(
        thrown => thrown,
      );
      expect(explain(error)).toMatch(
        /^What listens on port \d+ is not a sandbox/,
      );
    } finally {
      other.close();
    }
  });

  it('list what is wrong in a configuration, without a stack', () => {
    expect(
      explain(
        new ConfigError([
          { file: 'config/platform.yaml', line: 3, field: 'id', message: 'no' },
        ]),
      ),
    ).toBe('The configuration is wrong:\nconfig/platform.yaml:3: id: no');
  });
});
