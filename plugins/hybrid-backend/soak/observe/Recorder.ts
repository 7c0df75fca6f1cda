import {
  HYBRID_TAGS,
  sameWeights,
  SITES,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { AfterCall, World } from '@hybrid-platform/sandbox';
import { History } from './History';
import { readServices } from './readWorld';
import type { Targets, Truth, Write } from './types';

/** Often enough that no state between two looks matters to people. */
const LOOK_EVERY_MS = 25;

/** Keeps what was true of a sandbox when, and what AWS carried out of each rule's weights. */
export class Recorder implements Truth {
  readonly writes: Write[] = [];
  readonly #weights = new Map<string, History<Weights>>();
  readonly #targets = new Map<string, History<Targets>>();
  readonly #alarms = new Map<string, History<string>>();
  #world: World | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** To be given to the sandbox: told of each call, before its caller has its answer. */
  readonly afterCall: AfterCall = (call, { RuleArn }) => {
    const service =
      call.operation === 'ModifyRule'
        ? this.#world?.tags.get(String(RuleArn))?.get(HYBRID_TAGS.service)
        : undefined;
    const before = service && this.#weights.get(service)?.latest;
    this.#look();
    if (!service || !before) return;
    this.writes.push({
      at: Date.now(),
      service,
      by: call.accessKeyId,
      requestId: call.requestId,
      before,
      after: this.#weights.get(service)!.latest!,
    });
  };

  /** Looks at it from now on. */
  watch(world: World): void {
    this.#world = world;
    this.#look();
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  weights(service: string, from: number, until: number): Weights[] {
    return this.#weights.get(service)?.during(from, until) ?? [];
  }

  targets(service: string, site: Site, from: number, until: number): Targets[] {
    return this.#targets.get(`${service}/${site}`)?.during(from, until) ?? [];
  }

  alarm(name: string, from: number, until: number): string[] {
    return this.#alarms.get(name)?.during(from, until) ?? [];
  }

  #look(): void {
    const world = this.#world;
    if (!world) return;
    const at = Date.now();
    for (const { service, weights, targets } of readServices(world)) {
      history(this.#weights, service, sameWeights).tell(at, weights);
      for (const site of SITES) {
        const { healthy, total } = targets[site];
        history(this.#targets, `${service}/${site}`, sameTargets).tell(at, {
          healthy,
          total,
        });
      }
    }
    for (const { name, state } of world.alarms.alarms.values()) {
      history(this.#alarms, name).tell(at, state);
    }
  }
}

function sameTargets(a: Targets, b: Targets): boolean {
  return a.healthy === b.healthy && a.total === b.total;
}

function history<T>(
  all: Map<string, History<T>>,
  key: string,
  same?: (a: T, b: T) => boolean,
): History<T> {
  const known = all.get(key);
  if (known) return known;
  const made = new History(same);
  all.set(key, made);
  return made;
}
