import {
  HYBRID_TAGS,
  type Hold,
  type HoldRequest,
  type HybridSignal,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { assertEntityTag, type RoutedService } from '../access/entityAccess';
import type { PlatformAws } from '../aws/PlatformAws';
import { ServiceRules } from '../aws/ServiceRules';
import { formatHold, isHolder, readHold } from '../aws/rule/tags';
import type { PlatformService } from '../platforms/PlatformService';
import { awsRetryPolicy } from '../aws/retryPolicy';
import { retrying, type Clock } from '../durable/retry';
import type { ActiveShift } from '../shifts/record/ShiftRepository';
import type { HoldRow, HoldStore, NewHold } from './HoldStore';
import { heldBy, shiftUnderWay } from './problems';
import { isReplaced } from './replaced';

export interface HoldServiceOptions {
  platforms: Pick<PlatformService, 'withCurrent'>;
  store: HoldStore;
  aws(platformId: string): PlatformAws;
  /** The shift of a service that is under way. */
  active(platform: string, service: string): Promise<ActiveShift | undefined>;
  clock: Clock;
  invalidate(platformId: string): void;
  announce(signal: HybridSignal): Promise<void>;
}

/** A request goes on for so long while AWS throttles or fails. */
const RETRY_FOR_MS = 15_000;

/** How often a hold is tried that the same caller sets at the same time elsewhere. */
const ATTEMPTS = 3;

/**
 * Sets and releases holds. The tag on the rule is what is in force, for the failover Lambdas
 * obey it too; the database says why and since when, and that two callers cannot both have it.
 */
export class HoldService {
  constructor(private readonly options: HoldServiceOptions) {}

  /** Sets or prolongs the caller's hold. */
  hold(
    routed: RoutedService,
    request: HoldRequest,
    caller: string,
  ): Promise<Hold> {
    return this.#current(routed, now => this.#hold(now, request, caller));
  }

  async #hold(
    routed: RoutedService,
    request: HoldRequest,
    caller: string,
  ): Promise<Hold> {
    const { clock, store } = this.options;
    const { platform, service, entityRef } = routed;
    const until = new Date(
      clock.now().getTime() + request.durationSeconds * 1000,
    ).toISOString();
    const rules = this.#rulesOf(routed);

    const shift = await this.options.active(platform.id, service.name);
    assertNotUnderWay(shift, caller, until, clock.now());
    const own = shift?.ownHold ? [shift.ownHold] : [];
    const tags = await this.#withRetries(() => rules.tags(own));
    assertEntityTag(entityRef, rules, tags);
    const held = readHold(tags, clock.now(), own);
    if (held && !isHolder(held, caller)) throw heldBy(held);

    const tag = formatHold({ by: caller, until });
    const { row, before } = await this.#take(
      {
        platform: platform.id,
        service: service.name,
        entity_ref: entityRef,
        held_by: caller,
        reason: request.reason,
        tag,
        rule_arns: JSON.stringify(service.ruleArns),
        until,
      },
      { tag: tags[HYBRID_TAGS.hold], ruleArns: service.ruleArns },
    );
    try {
      await this.#withRetries(() => rules.setTag(HYBRID_TAGS.hold, tag));
      await this.#giveWay(routed, caller);
    } catch (error) {
      await store.undo(row, before);
      throw error;
    } finally {
      await this.#changed(routed);
    }
    return { by: caller, until, reason: row.reason, since: row.since };
  }

  /**
   * Removes the hold, if there is one. `mayForce` throws unless the caller may release what
   * somebody else holds.
   */
  release(
    routed: RoutedService,
    caller: string,
    mayForce: (theirs: Hold) => Promise<void>,
  ): Promise<void> {
    return this.#current(routed, now => this.#release(now, caller, mayForce));
  }

  async #release(
    routed: RoutedService,
    caller: string,
    mayForce: (theirs: Hold) => Promise<void>,
  ): Promise<void> {
    const { clock, store } = this.options;
    const { platform, service, entityRef } = routed;
    const rules = this.#rulesOf(routed);
    const [shift, row, tags] = await Promise.all([
      this.options.active(platform.id, service.name),
      store.active(platform.id, service.name),
      this.#withRetries(() => rules.tags()),
    ]);
    assertEntityTag(entityRef, rules, tags);
    const value = tags[HYBRID_TAGS.hold];
    const now = clock.now();
    if (shift?.ownHold !== undefined && shift.ownHold === value) {
      // It puts the hold back when it ends: only then can that be released.
      if (row && row.until > now.toISOString())
        throw shiftUnderWay(shift.shift);
      return;
    }
    const held = readHold(tags, now);
    if (!held) {
      if (row) await store.end(row.id, endedUnseen(row, now));
      return;
    }
    if (!isHolder(held, caller)) await mayForce(held);
    await this.#withRetries(() => rules.replaceTag(HYBRID_TAGS.hold, value));
    if (row) {
      await store.end(row.id, row.tag === value ? 'released' : 'lost', caller);
    }
    await this.#changed(routed);
  }

  /** Takes the service's place in the database, from nobody but the caller. */
  async #take(
    hold: NewHold,
    current: CurrentHold,
  ): Promise<{ row: HoldRow; before?: HoldRow }> {
    const { store, clock } = this.options;
    for (let attempt = 1; ; attempt += 1) {
      const before = await store.active(hold.platform, hold.service);
      const now = clock.now();
      const ended = before && hasEnded(before, current, now);
      if (before && !ended && before.held_by !== hold.held_by) {
        throw heldBy({ by: before.held_by, until: before.until });
      }
      const row = await store.take(
        hold,
        before,
        before && ended ? endedUnseen(before, now) : 'replaced',
      );
      if (row) return { row, before };
      if (attempt === ATTEMPTS) {
        const winner = await store.active(hold.platform, hold.service);
        throw heldBy({
          by: winner?.held_by ?? 'Somebody else',
          until: winner?.until ?? hold.until,
        });
      }
    }
  }

  /**
   * A shift that took its rule between the look and the tag goes on: its own hold is put back.
   * One that has not taken it yet sees the hold, and refuses by itself.
   */
  async #giveWay(routed: RoutedService, caller: string): Promise<void> {
    const { platform, service } = routed;
    const active = await this.options.active(platform.id, service.name);
    if (!active?.ownHold || active.shift.requestedBy === caller) return;
    const { ownHold } = active;
    await this.#withRetries(() =>
      this.#rulesOf(routed).setTag(HYBRID_TAGS.hold, ownHold),
    );
    throw shiftUnderWay(active.shift);
  }

  async #changed({ platform, entityRef }: RoutedService): Promise<void> {
    this.options.invalidate(platform.id);
    await this.options.announce({ entityRef });
  }

  /** At the rules that the service has now, should they have been replaced. */
  #current<T>(
    routed: RoutedService,
    act: (routed: RoutedService) => Promise<T>,
  ): Promise<T> {
    return this.options.platforms.withCurrent(
      routed.platform.id,
      routed.service,
      service => act({ ...routed, service }),
    );
  }

  #rulesOf({ platform, service }: RoutedService): ServiceRules {
    return new ServiceRules(this.options.aws(platform.id), service.ruleArns);
  }

  #withRetries<T>(call: () => Promise<T>): Promise<T> {
    return retrying(
      this.options.clock,
      { forMs: RETRY_FOR_MS, signal: new AbortController().signal },
      call,
      awsRetryPolicy,
    );
  }
}

/** Nobody holds what somebody else is shifting, and no hold ends before one's own shift. */
function assertNotUnderWay(
  active: ActiveShift | undefined,
  caller: string,
  until: string,
  now: Date,
): void {
  if (!active || active.shift.state === 'awaiting-approval') return;
  const own = readHold({ [HYBRID_TAGS.hold]: active.ownHold ?? '' }, now);
  if (active.shift.requestedBy !== caller) throw shiftUnderWay(active.shift);
  if (own && own.until > until) throw shiftUnderWay(active.shift, own.until);
}

/** What is on the rules of a service. */
export interface CurrentHold {
  tag: string | undefined;
  ruleArns: readonly string[];
}

/** A hold in the database that is not in force: expired, or its tag was taken away by hand. */
function hasEnded(row: HoldRow, current: CurrentHold, now: Date): boolean {
  return row.until <= now.toISOString() || isLost(row, current, now);
}

/** For so long a hold may be in the database before its tag is on the rule. */
const SETTING_MS = 60_000;

/**
 * Whether the tag of a hold in the database should be on the rules, and is not. Of rules that
 * were replaced nobody took it away: it is put back on the new ones.
 */
export function isLost(
  row: HoldRow,
  { tag, ruleArns }: CurrentHold,
  now: Date,
): boolean {
  return (
    row.tag !== tag &&
    !isReplaced(row, ruleArns) &&
    Date.parse(row.created_at) + SETTING_MS < now.getTime()
  );
}

function endedUnseen(row: HoldRow, now: Date): 'expired' | 'lost' {
  return row.until <= now.toISOString() ? 'expired' : 'lost';
}
