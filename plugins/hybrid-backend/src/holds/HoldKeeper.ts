import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  HYBRID_TAGS,
  type HybridSignal,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { audited } from '../access/audit';
import type { PlatformAws } from '../aws/PlatformAws';
import { ServiceRules } from '../aws/ServiceRules';
import { hasExpired, readEntityRef } from '../aws/rule/tags';
import type { ServiceSnapshot, Snapshot } from '../platforms/snapshot';
import type { ActiveShift } from '../shifts/record/ShiftRepository';
import type { HoldRow, HoldStore } from './HoldStore';
import { notedRules } from './replaced';

export interface HoldKeeperOptions {
  store: HoldStore;
  aws(platformId: string): PlatformAws;
  active(platform: string, service: string): Promise<ActiveShift | undefined>;
  announce(signal: HybridSignal): Promise<void>;
  auditor: AuditorService;
  logger: LoggerService;
  now(): Date;
}

/**
 * Keeps holds on services whose rules somebody replaces: a deployment makes new ones with the
 * tags that it declares, and the hold is not among them. Whoever takes the tag away from the very
 * rule that it is on has released the service, and that stays so.
 */
export class HoldKeeper {
  constructor(private readonly options: HoldKeeperOptions) {}

  /** The snapshot with the holds that were put back. What fails is tried at the next one. */
  async keep(platform: string, snapshot: Snapshot): Promise<Snapshot> {
    const kept = new Map<string, string>();
    const services = new Map(snapshot.services.map(each => [each.name, each]));
    for (const row of await this.#held(platform)) {
      const service = services.get(row.service);
      try {
        if (service && (await this.#keep(row, service))) {
          kept.set(row.service, row.tag);
        }
      } catch (error) {
        this.options.logger.warn(
          `The hold of '${row.service}', whose listener rule was replaced, could not be put back`,
          error as Error,
        );
      }
    }
    if (kept.size === 0) return snapshot;
    return {
      ...snapshot,
      services: snapshot.services.map(service => {
        const tag = kept.get(service.name);
        return tag === undefined ? service : withHold(service, tag);
      }),
    };
  }

  /** Without the database nobody knows of any hold that is not on a rule. */
  async #held(platform: string): Promise<HoldRow[]> {
    const at = this.options.now().toISOString();
    try {
      const rows = await this.options.store.allActive({ platform });
      return rows.filter(({ until }) => until > at);
    } catch {
      return [];
    }
  }

  /** Whether the hold was put back on rules of which none had it. */
  async #keep(row: HoldRow, service: ServiceSnapshot): Promise<boolean> {
    const { active, now } = this.options;
    const { ruleArns, rules, ruleTags } = service;
    const known = notedRules(row);
    const fresh = ruleArns.filter(arn => !known?.includes(arn));
    if (rules.length === 0 || fresh.length === 0) return false;
    const isHeld = ruleTags[HYBRID_TAGS.hold] === row.tag;
    // It is on a rule that nobody replaced, or was; only who noted which one can tell.
    const isReplacing = known && fresh.length === ruleArns.length;
    if (
      (!isHeld && (!isReplacing || !isFree(ruleTags, now()))) ||
      readEntityRef(ruleTags) !== row.entity_ref ||
      (await active(row.platform, row.service))
    ) {
      return false;
    }
    return (await this.#putOn(row, service, fresh)) && !isHeld;
  }

  /** Whether the hold is on some of the rules that have come since it was set. */
  async #putOn(
    row: HoldRow,
    { ruleArns }: ServiceSnapshot,
    fresh: string[],
  ): Promise<boolean> {
    const { store, now } = this.options;
    const aws = this.options.aws(row.platform);
    const known = notedRules(row);
    const on = ruleArns.filter(arn => !fresh.includes(arn));
    const lacking: string[] = [];
    for (const arn of fresh) {
      // The tag index may be late.
      const tags = await aws.tags(arn);
      if (tags[HYBRID_TAGS.hold] === row.tag) on.push(arn);
      else if (known && isFree(tags, now())) lacking.push(arn);
    }
    if (on.length + lacking.length === 0) return false;
    const target = new ServiceRules(aws, lacking);
    await target.setTag(HYBRID_TAGS.hold, row.tag);
    // Noted afterwards: a process that dies in between leaves it to the next one.
    const isAnew = lacking.length > 0;
    if (await store.noteRules(row, [...on, ...lacking], isAnew)) {
      if (isAnew) await this.#tell(row, lacking);
      return true;
    }
    const current = await store.active(row.platform, row.service);
    if (current?.tag === row.tag) return true;
    // It was released, or replaced, in the very moment.
    await target.replaceTag(HYBRID_TAGS.hold, row.tag, current?.tag);
    return false;
  }

  async #tell(row: HoldRow, ruleArns: string[]): Promise<void> {
    const { announce, auditor, logger } = this.options;
    const { service, entity_ref: entityRef, held_by: by, until } = row;
    logger.info(
      `The hold of '${service}' by ${by} was put on a listener rule that has come without it`,
    );
    const event = await auditor.createEvent({
      eventId: 'traffic-hold-put-back',
      severityLevel: 'medium',
      meta: { entityRef, by, until, ruleArns },
    });
    await audited(event, () => announce({ entityRef }));
  }
}

/** No hold that is in force, nor a text that somebody takes for one. */
function isFree(tags: Record<string, string>, now: Date): boolean {
  return !tags[HYBRID_TAGS.hold]?.trim() || hasExpired(tags, now);
}

function withHold(service: ServiceSnapshot, tag: string): ServiceSnapshot {
  return {
    ...service,
    ruleTags: { ...service.ruleTags, [HYBRID_TAGS.hold]: tag },
    ...(service.holdTexts && { holdTexts: [tag] }),
  };
}
