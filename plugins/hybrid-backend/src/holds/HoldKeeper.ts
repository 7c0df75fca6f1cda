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
import { isReplaced } from './replaced';

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

  /** Whether the hold was put back on the rules. */
  async #keep(row: HoldRow, service: ServiceSnapshot): Promise<boolean> {
    const { store, active, aws, now } = this.options;
    const { ruleArns, rules, ruleTags } = service;
    if (rules.length === 0) return false;
    if (ruleTags[HYBRID_TAGS.hold] === row.tag) {
      if (row.rule_arns !== JSON.stringify(ruleArns)) {
        await store.noteRules(row, ruleArns, false);
      }
      return false;
    }
    if (
      !isReplaced(row, ruleArns) ||
      !isFree(ruleTags, now()) ||
      readEntityRef(ruleTags) !== row.entity_ref ||
      (await active(row.platform, row.service))
    ) {
      return false;
    }
    const target = new ServiceRules(aws(row.platform), ruleArns);
    // The tag index may be late.
    const tags = await target.tags();
    if (!isFree(tags, now())) return false;
    await this.#putBack(row, ruleArns, target);
    return true;
  }

  async #putBack(
    row: HoldRow,
    ruleArns: string[],
    target: ServiceRules,
  ): Promise<void> {
    const { store, announce, auditor, logger } = this.options;
    const { platform, service, entity_ref: entityRef, held_by: by } = row;
    await target.setTag(HYBRID_TAGS.hold, row.tag);
    // Noted afterwards: a process that dies in between leaves it to the next one.
    if (!(await store.noteRules(row, ruleArns, true))) {
      const current = await store.active(platform, service);
      if (current?.tag !== row.tag) {
        // It was released, or replaced, in the very moment.
        await target.replaceTag(HYBRID_TAGS.hold, row.tag, current?.tag);
      }
      return;
    }
    logger.info(
      `The hold of '${service}' by ${by} was put back: its listener rule was replaced by one without it`,
    );
    const event = await auditor.createEvent({
      eventId: 'traffic-hold-put-back',
      severityLevel: 'medium',
      meta: { entityRef, by, until: row.until, ruleArns },
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
