import { listenerOfRule } from '../aws/arns';
import type { PlatformAws } from '../aws/PlatformAws';
import { HybridError } from '../errors';
import type { Snapshot } from './snapshot';

/** Also where AWS did not tell: without names the rules are told apart by their ARNs. */
const ASK_AGAIN_AFTER_MS = 10 * 60_000;

/**
 * Tells the rules of a service apart where it has several: `HTTPS:443` says more to people
 * than an ARN. It costs a call, so it is not asked where no service needs it.
 */
export class ListenerNames {
  readonly #names = new Map<string, string | undefined>();
  #askedAt = 0;

  constructor(
    private readonly aws: Pick<PlatformAws, 'listeners'>,
    private readonly now: () => Date,
  ) {}

  /** The snapshot with the names of the listeners of those rules. */
  async name(snapshot: Snapshot): Promise<Snapshot> {
    const several = snapshot.services.filter(
      ({ rules, idleRules = [] }) => rules.length + idleRules.length > 1,
    );
    const listeners = several.flatMap(({ rules, idleRules = [] }) =>
      [...rules, ...idleRules].map(({ arn }) => listenerOfRule(arn)),
    );
    if (listeners.length === 0) return snapshot;
    await this.#look([...new Set(listeners)]);
    return {
      ...snapshot,
      services: snapshot.services.map(service =>
        several.includes(service)
          ? {
              ...service,
              rules: service.rules.map(rule => this.#named(rule)),
              ...(service.idleRules && {
                idleRules: service.idleRules.map(rule => this.#named(rule)),
              }),
            }
          : service,
      ),
    };
  }

  #named<T extends { arn: string }>(rule: T): T {
    const listener = this.#names.get(listenerOfRule(rule.arn));
    return { ...rule, ...(listener && { listener }) };
  }

  async #look(listeners: string[]): Promise<void> {
    const now = this.now().getTime();
    if (now - this.#askedAt >= ASK_AGAIN_AFTER_MS) {
      this.#names.clear();
      this.#askedAt = now;
    }
    const unknown = listeners.filter(arn => !this.#names.has(arn));
    if (unknown.length === 0) return;
    for (const arn of unknown) this.#names.set(arn, undefined);
    try {
      const found = await this.aws.listeners(unknown);
      for (const { ListenerArn, Protocol, Port } of found) {
        this.#names.set(ListenerArn!, `${Protocol}:${Port}`);
      }
    } catch (error) {
      if (!(error instanceof HybridError)) throw error;
    }
  }
}
