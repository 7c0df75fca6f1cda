import type { Command } from 'commander';
import type { AwsFaults, TagIndexFaults } from '../control/types';
import { createControlClient } from './client';
import { number, port } from './numbers';
import { renderStatus } from './render';

type Change = { path: string[]; body: unknown; method?: 'POST' };

/** Adds the commands that break a running sandbox and mend it. */
export function addFaultCommands(
  program: Command,
  write: (text: string) => void,
): void {
  const send = async (change: Change | 'clear', flags: { port: number }) => {
    const client = createControlClient(flags.port);
    const status =
      change === 'clear'
        ? await client.clear()
        : await client.send(change.method ?? 'PUT', change.path, change.body);
    write(`${renderStatus(status)}\n`);
  };
  const withPort = (command: Command) =>
    command.option('--port <port>', 'of the sandbox', port, 4600);

  for (const verb of ['down', 'up'] as const) {
    const up = verb === 'up';
    const command = program
      .command(verb)
      .description(`Switches a part of the platform ${up ? 'on' : 'off'}`);
    for (const site of ['on-prem', 'aws']) {
      withPort(command.command(site))
        .description(`the whole site ${site}`)
        .action(flags => send({ path: ['sites', site], body: { up } }, flags));
    }
    withPort(command.command('service <name> <site>'))
      .description("one service's part of a site")
      .action((name, site, flags) =>
        send({ path: ['services', name, 'sites', site], body: { up } }, flags),
      );
    withPort(command.command('target <service> <site> <ip:port>'))
      .description('one target')
      .action((service, site, address, flags) =>
        send(
          {
            path: ['services', service, 'sites', site, 'targets', address],
            body: { up },
          },
          flags,
        ),
      );
    withPort(command.command('tunnel <number>'))
      .description('VPN tunnel 1 or 2')
      .action((tunnel, flags) =>
        send({ path: ['tunnels', tunnel], body: { up } }, flags),
      );
  }

  withPort(program.command('lag <seconds>'))
    .description('Holds the replication lag; “off” lets go of it')
    .action((seconds: string, flags) => {
      const lagSeconds = seconds === 'off' ? null : number(0, 86_400)(seconds);
      return send({ path: ['replication'], body: { lagSeconds } }, flags);
    });

  withPort(program.command('replace-rule <service>'))
    .description("Replaces the service's rules by ones with other ARNs")
    .action((service: string, flags) =>
      send(
        {
          path: ['services', service, 'replace-rule'],
          body: {},
          method: 'POST',
        },
        flags,
      ),
    );

  withPort(program.command('group <service> <name>'))
    .description("Puts a target group of neither site on the service's rules")
    .requiredOption('--weight <weight>', 'on the rule', number(0, 999))
    .action((service: string, name: string, flags) =>
      send(
        {
          path: ['services', service, 'groups', name],
          body: { weight: flags.weight },
        },
        flags,
      ),
    );

  withPort(program.command('controller <service> <seconds>'))
    .description(
      'Lets something else put the default weights back every so many seconds; “off” ends it',
    )
    .action((service: string, seconds: string, flags) => {
      const everySeconds =
        seconds === 'off' ? null : number(0.1, 86_400)(seconds);
      return send(
        { path: ['services', service, 'controller'], body: { everySeconds } },
        flags,
      );
    });

  withPort(program.command('silence <seconds>'))
    .description(
      'Measures no replication lag any more, as if for so long; “off” measures it',
    )
    .action((seconds: string, flags) => {
      const silentSeconds =
        seconds === 'off' ? null : number(0, 7_200)(seconds);
      return send({ path: ['replication'], body: { silentSeconds } }, flags);
    });

  withPort(program.command('suspend <table...>'))
    .description('Tables in error that DMS goes on without; “off” for none')
    .action((tables: string[], flags) => {
      const suspended = tables[0] === 'off' ? [] : tables;
      return send({ path: ['replication'], body: { suspended } }, flags);
    });

  withPort(program.command('aws'))
    .description('Faults of the AWS endpoint; what is not named stays')
    .option('--throttle <rate>', 'share of calls throttled', number(0, 1))
    .option('--errors <rate>', 'share of calls answered with 500', number(0, 1))
    .option('--latency <ms>', 'added to every call', number(0, 60_000))
    .option('--drop <rate>', 'share of connections dropped', number(0, 1))
    .option('--hang <rate>', 'share of calls never answered', number(0, 1))
    .option(
      '--drop-after-apply',
      'calls that are dropped or never answered take effect first',
    )
    .option('--no-drop-after-apply', 'they take no effect')
    .option(
      '--operations <names>',
      'only these, such as ModifyRule,DescribeRules; “all” for all',
    )
    .action((flags: AwsFlags) =>
      send({ path: ['aws'], body: awsFaults(flags) }, flags),
    );

  withPort(program.command('index'))
    .description('Lets the tag query lie; what is not named stays')
    .option(
      '--lag <seconds>',
      'until a change of tags, a creation or a deletion shows',
      number(0, 86_400),
    )
    .option(
      '--keep-deleted <count>',
      'deleted resources of each kind that are listed',
      number(0, 1_000),
    )
    .option(
      '--hide <name...>',
      'what is missed: a service for its rules, <service>/<site> for a target group, or an ARN; with =<tag key> that tag only; “none” for nothing',
    )
    .action((flags: IndexFlags) =>
      send({ path: ['index'], body: indexFaults(flags) }, flags),
    );

  withPort(program.command('clear'))
    .description('Everything up, no AWS faults')
    .action(flags => send('clear', flags));
}

interface AwsFlags {
  port: number;
  throttle?: number;
  errors?: number;
  latency?: number;
  drop?: number;
  hang?: number;
  dropAfterApply?: boolean;
  operations?: string;
}

interface IndexFlags {
  port: number;
  lag?: number;
  keepDeleted?: number;
  hide?: string[];
}

function awsFaults(flags: AwsFlags): Partial<AwsFaults> {
  const all: { [K in keyof AwsFaults]: AwsFaults[K] | undefined } = {
    throttleRate: flags.throttle,
    errorRate: flags.errors,
    latencyMs: flags.latency,
    dropRate: flags.drop,
    hangRate: flags.hang,
    dropAfterApply: flags.dropAfterApply,
    operations:
      flags.operations === 'all'
        ? []
        : flags.operations?.split(',').map(name => name.trim()),
  };
  return given(all);
}

function indexFaults(flags: IndexFlags): Partial<TagIndexFaults> {
  return given({
    lagSeconds: flags.lag,
    keepDeleted: flags.keepDeleted,
    hide: flags.hide?.filter(name => name !== 'none'),
  });
}

function given<T extends object>(all: {
  [K in keyof T]: T[K] | undefined;
}): Partial<T> {
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
