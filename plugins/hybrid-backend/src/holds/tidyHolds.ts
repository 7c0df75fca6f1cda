import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import { ServiceRules } from '../aws/ServiceRules';
import { hasExpired } from '../aws/rule/tags';
import type { ServiceSnapshot, Snapshot } from '../platforms/snapshot';
import type { ActiveShift } from '../shifts/record/ShiftRepository';
import { isLost } from './HoldService';
import type { HoldRow, HoldStore } from './HoldStore';

export interface TidyHoldsOptions {
  store: HoldStore;
  aws: PlatformAws;
  active(platform: string, service: string): Promise<ActiveShift | undefined>;
  now(): Date;
}

/**
 * Removes the tags of holds that have expired, whoever set them, and ends what the database
 * has of holds that are over. An expired hold binds nobody: this only keeps AWS tidy.
 */
export async function tidyHolds(
  snapshot: Snapshot,
  options: TidyHoldsOptions,
): Promise<void> {
  const { store, aws, now } = options;
  const platform = aws.platform.id;
  const services = new Map(snapshot.services.map(each => [each.name, each]));
  for (const service of snapshot.services) {
    if (hasExpired(service.ruleTags, now())) {
      await removeExpired(service, options);
    }
  }
  for (const row of await store.allActive({ platform })) {
    const at = now().toISOString();
    if (row.until <= at) {
      await store.end(row.id, 'expired');
    } else if (await wasLost(row, services.get(row.service), options)) {
      await store.end(row.id, 'lost');
    }
  }
}

async function removeExpired(
  { name, ruleArns }: ServiceSnapshot,
  { aws, active, store, now }: TidyHoldsOptions,
): Promise<void> {
  const platform = aws.platform.id;
  if (await active(platform, name)) return;
  const rules = new ServiceRules(aws, ruleArns);
  if (!hasExpired(await rules.tags(), now())) return;
  await rules.removeTag(HYBRID_TAGS.hold);
  // AWS removes a tag whatever its value: one that was set in between is set again.
  const [shift, row] = await Promise.all([
    active(platform, name),
    store.active(platform, name),
  ]);
  const current =
    shift?.ownHold ?? (row && row.until > now().toISOString() ? row.tag : '');
  if (current) await rules.setTag(HYBRID_TAGS.hold, current);
}

/** Whether somebody took the tag away by hand. While a shift holds the rule, it has it. */
async function wasLost(
  row: HoldRow,
  service: ServiceSnapshot | undefined,
  { aws, active, now }: TidyHoldsOptions,
): Promise<boolean> {
  // While its rules are replaced, a service may be gone for a moment.
  if (!service || service.rules.length === 0) return false;
  const { ruleArns, ruleTags } = service;
  const lost = (tags: Record<string, string>) =>
    isLost(row, { tag: tags[HYBRID_TAGS.hold], ruleArns }, now());
  if (!lost(ruleTags)) return false;
  if (await active(row.platform, row.service)) return false;
  return lost(await new ServiceRules(aws, ruleArns).tags());
}
