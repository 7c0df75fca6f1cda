import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Evacuation,
  EvacuationPlan,
  EvacuationPlanRequest,
  EvacuationRequest,
  EvacuationSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { callerRef } from '../access/caller';
import { platformNotVisible } from '../access/platformAccess';
import { keyed } from '../durable/idempotency';
import { HybridError } from '../errors';
import type { EvacuationAccess } from './EvacuationAccess';
import type { EvacuationPlanner } from './EvacuationPlanner';
import type { EvacuationRunner } from './EvacuationRunner';
import type { EvacuationStore } from './EvacuationStore';
import { outdated, planOutdated } from './outdated';
import { itemsOf, type ItemRights } from './ItemRights';
import {
  countItems,
  isTriedAgain,
  leavingSite,
  toEvacuationSummary,
  toItem,
  type EvacuationRow,
  type ItemRow,
} from './rows';

/** Plans, starts, shows, aborts and resumes evacuations. */
export class EvacuationService {
  constructor(
    private readonly options: {
      store: EvacuationStore;
      access: EvacuationAccess;
      rights: ItemRights;
      planner: EvacuationPlanner;
      runner: EvacuationRunner;
      announce(platform: string, evacuationId: string): Promise<void>;
    },
  ) {}

  plan(
    credentials: BackstageCredentials,
    platform: string,
    request: EvacuationPlanRequest,
  ): Promise<EvacuationPlan> {
    return this.options.planner.plan(
      credentials,
      callerRef(credentials),
      platform,
      request,
    );
  }

  /** Starts an evacuation, or finds the one that the same request started before. */
  async start(
    credentials: BackstageCredentials,
    platform: string,
    request: EvacuationRequest,
    idempotencyKey: string,
  ): Promise<{ evacuation: Evacuation; repeated: boolean }> {
    const { store, planner, runner, access } = this.options;
    const requestedBy = callerRef(credentials);
    const { off, reason, services, force } = request;
    const keyedRequest = keyed(requestedBy, idempotencyKey, {
      platform,
      off,
      reason,
      services: services && [...services].sort(),
      force: force && [...force].sort(),
    });
    await access.assertVisible(credentials, platform);
    const repeated = async (id: string) => {
      const row = (await store.find(platform, id))!;
      return { evacuation: await this.#show(credentials, row), repeated: true };
    };
    const earlier = await store.findByKey(keyedRequest);
    if (earlier) return repeated(earlier);

    const chosen = await planner.choose(credentials, platform, request);
    const moved = request.planned
      ? outdated(request.planned, chosen.candidates, off)
      : [];
    if (moved.length > 0) {
      throw planOutdated(
        moved,
        await this.plan(credentials, platform, { off, services }),
      );
    }
    const lease = runner.lease();
    const { id, result } = await store.create({
      ...keyedRequest,
      platform,
      request,
      items: itemsOf(request, chosen),
      lease,
    });
    if (result === 'key-taken') return repeated(id);
    if (result === 'active') throw await this.#active(platform);
    runner.start({ id, platform }, lease);
    await this.options.announce(platform, id);
    const row = (await store.find(platform, id))!;
    return { evacuation: await this.#show(credentials, row), repeated: false };
  }

  /** The newest first, each counting the items that the caller may read. */
  async list(
    credentials: BackstageCredentials,
    platform: string,
  ): Promise<EvacuationSummary[]> {
    const { access, store } = this.options;
    const rows = await access.visible(
      credentials,
      platform,
      await store.list(platform),
    );
    if (!rows) throw platformNotVisible(platform);
    const items = await store.states(rows.map(({ id }) => id));
    const mayRead = await access.readable(credentials, rows, items);
    const states = new Map<string, ItemRow['state'][]>();
    for (const item of items) {
      if (!mayRead(item)) continue;
      const known = states.get(item.evacuation_id);
      if (known) known.push(item.state);
      else states.set(item.evacuation_id, [item.state]);
    }
    return rows.map(row =>
      toEvacuationSummary(row, countItems(states.get(row.id) ?? [])),
    );
  }

  async get(
    credentials: BackstageCredentials,
    platform: string,
    id: string,
  ): Promise<Evacuation> {
    return this.#show(credentials, await this.#find(credentials, platform, id));
  }

  /** Starts no more shifts; those under way end as they end. */
  async abort(
    credentials: BackstageCredentials,
    platform: string,
    id: string,
  ): Promise<Evacuation> {
    const { store, runner, rights } = this.options;
    const row = await this.#find(credentials, platform, id);
    await rights.assertMayAbort(credentials, row, await store.items(id));
    if (await store.requestAbort(id)) {
      runner.wake(id);
      await this.options.announce(platform, id);
    } else if (!row.active_key) {
      throw notActive(row);
    }
    return this.#show(credentials, (await store.find(platform, id))!);
  }

  /** Goes on with what is not moved yet. */
  async resume(
    credentials: BackstageCredentials,
    platform: string,
    id: string,
  ): Promise<Evacuation> {
    const { store, runner, rights } = this.options;
    const row = await this.#find(credentials, platform, id);
    if (row.active_key) throw await this.#active(platform);
    const items = await store.items(id);
    if (!items.some(isTriedAgain)) throw nothingLeft(row);
    const by = callerRef(credentials);
    const refused = await rights.refusedAgain(credentials, row, items);
    const lease = runner.lease();
    const result = await store.resume(id, { by, refused, lease });
    if (result !== 'resumed') throw await this.#active(platform);
    runner.start({ id, platform }, lease);
    await this.options.announce(platform, id);
    return this.#show(credentials, (await store.find(platform, id))!);
  }

  async #find(
    credentials: BackstageCredentials,
    platform: string,
    id: string,
  ): Promise<EvacuationRow> {
    const { access, store } = this.options;
    const found = await store.find(platform, id);
    const rows = found ? [found] : [];
    const visible = await access.visible(credentials, platform, rows);
    if (!visible) throw platformNotVisible(platform);
    const [row] = visible;
    if (row) return row;
    throw new HybridError({
      code: 'not-found',
      message: `The platform '${platform}' has no evacuation '${id}'.`,
      remedy: 'Look at the list of the platform’s evacuations.',
    });
  }

  async #show(
    credentials: BackstageCredentials,
    row: EvacuationRow,
  ): Promise<Evacuation> {
    const { store, access } = this.options;
    const items = await store.items(row.id);
    const mayRead = await access.readable(credentials, [row], items);
    const visible = items.filter(mayRead);
    return {
      ...toEvacuationSummary(
        row,
        countItems(visible.map(({ state }) => state)),
      ),
      items: visible.map(toItem),
    };
  }

  async #active(platform: string): Promise<HybridError> {
    const active = await this.options.store.active(platform);
    return new HybridError({
      code: 'evacuation-active',
      message: active
        ? `An evacuation of the platform '${platform}' off ${leavingSite(
            active,
          )} is under way, started by ${active.requested_by} at ${
            active.created_at
          }.`
        : `An evacuation of the platform '${platform}' was under way a moment ago.`,
      remedy: 'Wait until it has ended, or abort it.',
    });
  }
}

function notActive({ state, ended_at: endedAt }: EvacuationRow): HybridError {
  return new HybridError({
    code: 'evacuation-not-active',
    message: `The evacuation is ${state} since ${endedAt}.`,
    remedy: 'There is nothing to abort any more.',
  });
}

function nothingLeft({ state }: EvacuationRow): HybridError {
  return new HybridError({
    code: 'evacuation-not-active',
    message: `The evacuation is ${state}, and there is nothing left to move.`,
    remedy: 'Start a new one, if services have been added or reset since.',
  });
}
