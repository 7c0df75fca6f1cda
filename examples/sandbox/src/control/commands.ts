import { targetAddress } from '../engine/addresses';
import { SITES, type Site } from '../engine/naming';
import type { Engine } from '../engine/startEngine';
import { replicating, tableName } from '../engine/replication/replicate';
import { hiddenProblem } from '../engine/tagIndex/indexFaults';
import { targetGroupOf } from '../engine/world/services';
import { setTunnel } from '../engine/world/vpn';
import type { Controllers } from '../writers/controllers';
import { RefusedRequest } from './requests';
import type { AwsFaultSettings } from './awsFaults';
import { describeAwsFaults, describeIndexFaults } from './describeFaults';
import type { AwsFaults, ReplicationFaults, TagIndexFaults } from './types';

/** What the control API and the command line can do to a sandbox. */
export interface Commands {
  setSite(site: string, up: boolean): void;
  setService(service: string, site: string, up: boolean): void;
  setTarget(service: string, site: string, address: string, up: boolean): void;
  setTunnel(number: string, up: boolean): void;
  setReplicationFaults(faults: Partial<ReplicationFaults>): void;
  setAwsFaults(faults: Partial<AwsFaults>): Promise<void>;
  /** How the tag query lies; what is left out stays as it is. */
  setIndex(faults: Partial<TagIndexFaults>): void;
  /** Replaces the service's rules by the same ones with other ARNs. */
  replaceRule(service: string): void;
  /** Puts a target group of neither site on the service's rules, or changes its weight. */
  setGroup(service: string, name: string, weight: number): Promise<void>;
  /** Lets something else put the default weights back every so many seconds; null: not. */
  setController(service: string, everySeconds: number | null): void;
  clear(): void;
}

/** Checks what is named, does it, and says so in the event log. */
export function createCommands(
  engine: Engine,
  aws: AwsFaultSettings,
  controllers: Controllers,
): Commands {
  const { world, faults, replication, events } = engine;
  const report = (message: string, service?: string) =>
    events.add({ kind: 'fault', service, message });

  const asSite = (site: string): Site => {
    if (SITES.includes(site as Site)) return site as Site;
    throw notFound('site', site, SITES);
  };
  const asService = (service: string): string => {
    const names = engine.services().map(({ name }) => name);
    if (names.includes(service)) return service;
    throw notFound('service', service, names);
  };

  return {
    setSite(name, up) {
      const site = asSite(name);
      faults.setSite(site, up);
      report(`${site} is switched ${onOff(up)}`);
    },
    setService(service, name, up) {
      const site = asSite(name);
      faults.setService(asService(service), site, up);
      report(`${service} on ${site} is switched ${onOff(up)}`, service);
    },
    setTarget(service, name, address, up) {
      const site = asSite(name);
      const targets = (
        targetGroupOf(world, asService(service), site)?.targets ?? []
      ).map(targetAddress);
      if (!targets.includes(address)) {
        throw notFound(`target of ${service} on ${site}`, address, targets);
      }
      faults.setTarget(service, site, address, up);
      report(
        `${service} on ${site}, target ${address}, is switched ${onOff(up)}`,
        service,
      );
    },
    setTunnel(number, up) {
      const [connection] = world.vpnConnections.values();
      const tunnel = connection?.tunnels[Number(number) - 1];
      if (!connection || !tunnel || !/^[12]$/.test(number)) {
        throw notFound('tunnel', number, ['1', '2']);
      }
      if (up && !tunnel.configured) {
        throw new RefusedRequest(
          400,
          `up: tunnel ${number} cannot come up: with vpn.routing static only tunnel 1 is configured on-prem; two tunnels need bgp`,
        );
      }
      const routes = engine.config().platform.network.onPremCidrs.length;
      setTunnel(world, tunnel, up, connection.staticRoutesOnly, routes);
      report(`VPN tunnel ${number} goes ${up ? 'up' : 'down'}`);
    },
    setReplicationFaults({ lagSeconds, silentSeconds, suspended }) {
      const all = replicating(world);
      if (all.length === 0) {
        throw new RefusedRequest(
          400,
          'lagSeconds: the platform has no replication; enable data.replication in config/platform.yaml',
        );
      }
      const tables = all.flatMap(each => each.tables.map(tableName));
      for (const name of suspended ?? []) {
        if (!tables.includes(name)) throw notFound('table', name, tables);
      }
      if (lagSeconds !== undefined) {
        replication.forceLag(lagSeconds);
        report(
          lagSeconds === null
            ? 'The replication lag is its own again'
            : `The replication lag is held at ${lagSeconds} s`,
        );
      }
      if (silentSeconds !== undefined) {
        replication.silence(silentSeconds);
        report(
          silentSeconds === null
            ? 'The replication lag is measured again'
            : `The replication lag was last measured ${silentSeconds} s ago`,
        );
      }
      if (suspended) {
        replication.suspend(suspended);
        report(
          suspended.length === 0
            ? 'No table of the replication is suspended'
            : `DMS suspends ${suspended.join(', ')}`,
        );
      }
    },
    async setAwsFaults(changes) {
      await aws.set(changes);
      report(`AWS faults: ${describeAwsFaults(aws.get())}`);
    },
    setIndex(changes) {
      const names = engine.services().map(({ name }) => name);
      const problem = changes.hide
        ?.map(each => hiddenProblem(each, names))
        .find(Boolean);
      if (problem) throw new RefusedRequest(400, `hide: ${problem}`);
      engine.index.set(changes);
      report(`Tag index: ${describeIndexFaults(engine.index.get())}`);
    },
    replaceRule(service) {
      for (const { from, to } of engine.replaceRules(asService(service))) {
        report(`The rule ${from} of ${service} is replaced by ${to}`, service);
      }
    },
    async setGroup(service, name, weight) {
      asService(service);
      const fullName = `${world.platformId}-${service}-${name}`;
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || fullName.length > 32) {
        throw new RefusedRequest(
          400,
          `name: “${fullName.slice(
            0,
            80,
          )}” must have lower-case letters, digits and hyphens, 32 at most`,
        );
      }
      if (SITES.includes(name as Site)) {
        throw new RefusedRequest(400, `name: ${name} is the group of a site`);
      }
      await engine.putGroup(service, { name, weight }).catch(error => {
        if (!(error instanceof RangeError)) throw error;
        throw new RefusedRequest(400, `name: ${error.message}`);
      });
      report(`${fullName} has weight ${weight} on the rule`, service);
    },
    setController(service, everySeconds) {
      asService(service);
      const { weights } = engine
        .services()
        .find(({ name }) => name === service)!;
      if (everySeconds === null) controllers.end(service);
      else controllers.start(service, weights, everySeconds);
      report(
        everySeconds === null
          ? `Nothing puts the default weights of ${service} back any more`
          : `A controller puts the default weights of ${service} back every ${everySeconds} s`,
        service,
      );
    },
    clear() {
      controllers.stop();
      faults.clear();
      engine.index.clear();
      replication.forceLag(null);
      replication.silence(null);
      replication.suspend([]);
      aws.clear();
      const routes = engine.config().platform.network.onPremCidrs.length;
      for (const connection of world.vpnConnections.values()) {
        for (const tunnel of connection.tunnels) {
          if (!tunnel.configured) continue;
          setTunnel(world, tunnel, true, connection.staticRoutesOnly, routes);
        }
      }
      report('Every fault is cleared');
    },
  };
}

function notFound(what: string, given: string, allowed: readonly string[]) {
  const shown = allowed.slice(0, 20).join(', ');
  return new RefusedRequest(
    404,
    `There is no ${what} “${given.slice(0, 80)}”; there is ${shown || 'none'}${
      allowed.length > 20 ? ', …' : ''
    }`,
  );
}

function onOff(up: boolean): string {
  return up ? 'on' : 'off';
}
