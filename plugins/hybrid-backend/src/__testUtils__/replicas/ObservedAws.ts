import type { TestPlatform } from '@hybrid-platform/sandbox/testing';
import { SERVICES } from '../services';
import { awsWeight, serviceOf } from './countWrites';

/** A write to AWS that has no answer when its process is killed, before or after it took effect. */
export interface Stall {
  call: 'AddTags' | 'ModifyRule' | 'RemoveTags';
  /** Of the service's, from 1 on. */
  nth: number;
  effect: 'before' | 'after';
}

/** The example platform, in which writes can be kept waiting, and what it was asked for. */
export class ObservedAws {
  /** The AWS weights that each service's rule was to have. */
  readonly writes = new Map<string, number[]>();
  /** Services that nobody served at some time. */
  readonly dark = new Set<string>();
  /** Services whose write waits. */
  readonly stalled = new Set<string>();
  readonly #counts = new Map<string, number>();
  readonly #stalls = new Map<string, Stall>();

  constructor(private readonly platform: TestPlatform) {
    platform.onCall((operation, input) => this.#called(operation, input));
  }

  stall(service: string, stall: Stall): void {
    this.#stalls.set(service, stall);
  }

  /** From now on everything is answered. */
  release(): void {
    this.#stalls.clear();
    this.stalled.clear();
  }

  #called(operation: string, input: Record<string, unknown>) {
    for (const service of SERVICES) {
      const { 'on-prem': onPrem, aws } = this.platform.weights(service);
      if (onPrem + aws === 0) this.dark.add(service);
    }
    const arns = [input.RuleArn ?? input.ResourceArns].flat();
    const services = arns.flatMap(arn => serviceOf(this.platform, arn) ?? []);
    const waits = services.some(service => this.stalled.has(service));
    const effects = services.flatMap(
      service => this.#stallOf(operation, service) ?? [],
    );
    // What never takes effect is no write, and neither is what a client tries again that waits.
    if (operation === 'ModifyRule' && effects[0] !== 'before' && !waits) {
      const [service] = services;
      const weight = awsWeight(this.platform, service, input.Actions);
      this.writes.set(service, [...(this.writes.get(service) ?? []), weight]);
    }
    return effects.length > 0 ? { hang: effects[0] } : undefined;
  }

  #stallOf(operation: string, service: string): Stall['effect'] | undefined {
    const key = `${operation} ${service}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    const stall = this.#stalls.get(service);
    if (stall?.call !== operation || count < stall.nth) return undefined;
    this.stalled.add(service);
    return stall.effect;
  }
}
