import type {
  Evacuation,
  EvacuationItem,
  EvacuationPlan,
  EvacuationPlanItem,
  EvacuationPlanRequest,
  EvacuationRequest,
  EvacuationSummary,
  ExportFormat,
  HybridPlatformApi,
  PlatformStatus,
  PlatformSummary,
  ServiceStatus,
  Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { otherSite } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { aProblem, aProblemError } from '../src/__testUtils__/fixtures';
import { aFleetService, fleetPlatform } from './fleet';

const RATE_PER_SECOND = 12;

const STATES: EvacuationItem['state'][] = [
  'pending',
  'shifting',
  'succeeded',
  'nothing-to-do',
  'refused',
  'not-permitted',
  'failed',
  'aborted',
];

/** One evacuation on its way; how far it is follows from the time alone. */
interface PlayedEvacuation {
  id: string;
  platform: string;
  request: EvacuationRequest;
  plan: EvacuationPlan;
  startMs: number;
  /** Services moved before it was aborted, and the moment of that. */
  stopped?: { moved: number; atMs: number };
  /** Services that were moved before the last start. */
  before: number;
}

/**
 * A platform with many services, played in memory: an evacuation moves them one after the
 * other, some are refused, and some fail.
 */
export class SimulatedFleet implements HybridPlatformApi {
  readonly #platforms: Map<string, ServiceStatus[]>;
  readonly #evacuations: PlayedEvacuation[] = [];

  constructor(sizes: Record<string, number>) {
    this.#platforms = new Map(
      Object.entries(sizes).map(([id, size]) => [
        id,
        Array.from({ length: size }, (_, index) => ({
          ...aFleetService(index),
          platform: id,
        })),
      ]),
    );
  }

  /** All services, so that each can be shifted alone as well. */
  get services(): ServiceStatus[] {
    return [...this.#platforms.values()].flat();
  }

  async getPlatforms(): Promise<PlatformSummary[]> {
    await pause(150);
    return [...this.#platforms].map(([id, services]) => {
      const { accountId, region, snapshot } = fleetPlatform(id, []);
      return { id, accountId, region, snapshot, services: services.length };
    });
  }

  async getPlatform(id: string): Promise<PlatformStatus> {
    await pause(200);
    const services = this.#platforms.get(id);
    if (!services) throw aProblemError(aProblem('not-found'), 404);
    return fleetPlatform(id, structuredClone(services));
  }

  async planEvacuation(
    platform: string,
    request: EvacuationPlanRequest,
  ): Promise<EvacuationPlan> {
    await pause(900);
    const items = this.#platforms
      .get(platform)!
      .map((service, index) => planItem(service, request.off, index));
    const counts: EvacuationPlan['counts'] = {
      shift: 0,
      'nothing-to-do': 0,
      refused: 0,
      'not-permitted': 0,
    };
    for (const { verdict } of items) counts[verdict] += 1;
    return {
      platform,
      off: request.off,
      evaluatedAt: new Date().toISOString(),
      items,
      counts,
      estimatedSeconds: counts.shift / RATE_PER_SECOND,
    };
  }

  async evacuate(
    platform: string,
    request: EvacuationRequest,
  ): Promise<Evacuation> {
    const plan = await this.planEvacuation(platform, request);
    const evacuation: PlayedEvacuation = {
      id: `evacuation-${this.#evacuations.length + 1}`,
      platform,
      request,
      plan,
      startMs: Date.now(),
      before: 0,
    };
    this.#evacuations.unshift(evacuation);
    return play(evacuation);
  }

  async getEvacuations(platform: string): Promise<EvacuationSummary[]> {
    await pause(100);
    return this.#evacuations
      .filter(evacuation => evacuation.platform === platform)
      .map(evacuation => {
        const { items: _items, ...summary } = play(evacuation);
        return summary;
      });
  }

  async getEvacuation(_: string, id: string): Promise<Evacuation> {
    await pause(100);
    return play(this.#find(id));
  }

  async abortEvacuation(_: string, id: string): Promise<Evacuation> {
    await pause(200);
    const evacuation = this.#find(id);
    evacuation.stopped ??= { moved: progressOf(evacuation), atMs: Date.now() };
    return play(evacuation);
  }

  async resumeEvacuation(_: string, id: string): Promise<Evacuation> {
    await pause(200);
    const evacuation = this.#find(id);
    evacuation.before = evacuation.stopped?.moved ?? progressOf(evacuation);
    evacuation.stopped = undefined;
    evacuation.startMs = Date.now();
    return play(evacuation);
  }

  async exportPlatformShifts(_: string, format: ExportFormat): Promise<string> {
    await pause(300);
    return format === 'json' ? '[]\n' : 'id,service,kind,state\r\n';
  }

  #find(id: string): PlayedEvacuation {
    const evacuation = this.#evacuations.find(other => other.id === id);
    if (!evacuation) throw aProblemError(aProblem('not-found'), 404);
    return evacuation;
  }
}

function planItem(
  { service, entityRef, sites, readiness, hold }: ServiceStatus,
  off: Site,
  index: number,
): EvacuationPlanItem {
  const to = otherSite(off);
  const failed = [
    ...(readiness?.[to].failed ?? []),
    ...(hold
      ? [
          {
            id: 'not-held' as const,
            title: 'Nobody else holds the service',
            passed: false,
            forceable: true,
            explanation: `${hold.by} holds it.`,
            remedy: 'Ask its holder to release it.',
          },
        ]
      : []),
  ];
  const isAway = sites[off].weight === 0;
  let verdict: EvacuationPlanItem['verdict'] = 'shift';
  if (isAway) verdict = 'nothing-to-do';
  else if (index % 97 === 5) verdict = 'not-permitted';
  else if (failed.length > 0) verdict = 'refused';
  return {
    service,
    entityRef,
    from: { 'on-prem': sites['on-prem'].weight, aws: sites.aws.weight },
    to: { 'on-prem': to === 'aws' ? 0 : 100, aws: to === 'aws' ? 100 : 0 },
    verdict,
    failed: verdict === 'refused' ? failed : [],
  };
}

/** How many of the services that are to be moved have been. */
function progressOf({ stopped, startMs, before }: PlayedEvacuation): number {
  if (stopped) return stopped.moved;
  return before + Math.floor(((Date.now() - startMs) / 1000) * RATE_PER_SECOND);
}

function play(evacuation: PlayedEvacuation): Evacuation {
  const { id, platform, request, plan, startMs, stopped } = evacuation;
  const progress = progressOf(evacuation);
  let position = 0;
  const items = plan.items.map((item, index): EvacuationItem => {
    const named = { service: item.service, entityRef: item.entityRef };
    const isForced =
      item.verdict === 'refused' &&
      item.failed.every(rule => request.force?.includes(rule.id));
    if (item.verdict !== 'shift' && !isForced) {
      return item.verdict === 'refused'
        ? {
            ...named,
            state: 'refused',
            problem: aProblem('safety-rule-failed', {
              message: item.failed[0].explanation,
              remedy: item.failed[0].remedy,
            }),
          }
        : { ...named, state: item.verdict as EvacuationItem['state'] };
    }
    const turn = position++;
    const shiftId = `shift-${id}-${turn}`;
    if (turn < progress) {
      return index % 131 === 7
        ? {
            ...named,
            shiftId,
            state: 'failed',
            problem: aProblem('verification-failed', {
              message: `AWS did not serve ${item.service} within 60 s; the weights are the old ones again.`,
              remedy: 'Look at the targets of AWS, then resume the evacuation.',
            }),
          }
        : {
            ...named,
            shiftId,
            state: 'succeeded',
            recoveryTimeSeconds: turn / RATE_PER_SECOND + 2,
          };
    }
    if (stopped) return { ...named, state: 'aborted' };
    return turn < progress + 8
      ? { ...named, shiftId, state: 'shifting' }
      : { ...named, state: 'pending' };
  });

  const counts = Object.fromEntries(
    STATES.map(state => [
      state,
      items.filter(item => item.state === state).length,
    ]),
  ) as Evacuation['counts'];
  const isOver = counts.pending + counts.shifting === 0;
  const endMs =
    stopped?.atMs ??
    startMs + ((position - evacuation.before) / RATE_PER_SECOND) * 1000;
  let state: Evacuation['state'] = isOver ? 'completed' : 'running';
  if (stopped) state = 'aborted';
  return {
    id,
    platform,
    off: request.off,
    state,
    reason: request.reason,
    requestedBy: 'user:default/guest',
    createdAt: new Date(startMs).toISOString(),
    counts,
    items,
    ...(state === 'running'
      ? { rate: RATE_PER_SECOND, concurrency: 8 }
      : { endedAt: new Date(endMs).toISOString() }),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
