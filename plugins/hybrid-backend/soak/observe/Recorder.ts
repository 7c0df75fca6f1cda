import {
  HYBRID_TAGS,
  sameWeights,
  SITES,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { AfterCall, World } from '@hybrid-platform/sandbox';
import { Histories } from './History';
import { readServices } from './readWorld';
import type { Targets, Truth, Write } from './types';

/** Often enough that no state between two looks matters to people. */
const LOOK_EVERY_MS = 25;

type RuleWeights = ReadonlyMap<string, Weights>;

/** Keeps what was true of a sandbox when, and what AWS carried out of each rule's weights. */
export class Recorder implements Truth {
  readonly writes: Write[] = [];
  readonly #weights = new Histories<RuleWeights>(sameRules);
  readonly #targets = new Histories<Targets>(sameTargets);
  readonly #alarms = new Histories<string>(Object.is);
  #world: World | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** To be given to the sandbox: told of each call, before its caller has its answer. */
  readonly afterCall: AfterCall = (call, { RuleArn }) => {
    const world = this.#world;
    if (!world) return;
    const arn = String(RuleArn);
    const service =
      call.operation === 'ModifyRule'
        ? world.tags.get(arn)?.get(HYBRID_TAGS.service)
        : undefined;
    const listener = world.loadBalancing.rules.get(arn)?.listenerArn;
    if (!service || !listener) {
      this.#look(world);
      return;
    }
    const before = this.#weights.of(service).latest?.get(listener);
    this.#look(world);
    const after = this.#weights.of(service).latest?.get(listener);
    if (!before || !after) return;
    this.writes.push({
      at: Date.now(),
      service,
      listener,
      by: call.accessKeyId,
      requestId: call.requestId,
      before,
      after,
    });
  };

  /** Looks at it from now on. */
  watch(world: World): void {
    this.#world = world;
    this.#look(world);
    this.#timer = setInterval(() => this.#look(world), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  weights(service: string, from: number, until: number): Weights[][] {
    return this.#weights
      .of(service)
      .during(from, until)
      .map(rules => [...rules.values()]);
  }

  targets(service: string, site: Site, from: number, until: number): Targets[] {
    return this.#targets.of(`${service}/${site}`).during(from, until);
  }

  alarm(name: string, from: number, until: number): string[] {
    return this.#alarms.of(name).during(from, until);
  }

  #look(world: World): void {
    const at = Date.now();
    for (const [service, { weights, targets }] of readServices(world)) {
      this.#weights.of(service).tell(at, weights);
      for (const site of SITES) {
        this.#targets.of(`${service}/${site}`).tell(at, targets[site]);
      }
    }
    const { alarms, composites } = world.alarms;
    for (const { name, state } of [
      ...alarms.values(),
      ...composites.values(),
    ]) {
      this.#alarms.of(name).tell(at, state);
    }
  }
}

function sameTargets(a: Targets, b: Targets): boolean {
  return a.healthy === b.healthy && a.total === b.total;
}

function sameRules(a: RuleWeights, b: RuleWeights): boolean {
  return (
    a.size === b.size &&
    [...a].every(([listener, weights]) => {
      const other = b.get(listener);
      return other !== undefined && sameWeights(other, weights);
    })
  );
}
