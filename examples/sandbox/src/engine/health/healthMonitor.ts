import type { Rule, Target, TargetGroup, World } from '../../model';
import { targetAddress } from '../addresses';
import { naming } from '../naming';
import { partOf, type Part } from '../places';
import { TAGS } from '../tags';
import type { Probe } from './probe';
import {
  matchesStatus,
  nextState,
  nextStreak,
  NOT_IN_USE,
  type Streak,
} from './targetHealth';

/** Keeps the state of every target up to date. */
export interface HealthMonitor {
  /** Follows the world's target groups: checks new ones at once, and lets go of removed ones. */
  reconcile(): Promise<void>;
  stop(): void;
}

/** A target that became healthy or unhealthy. */
export interface HealthChange extends Part {
  group: TargetGroup;
  target: Target;
}

interface Options {
  world: World;
  probe: Probe;
  onChange: (change: HealthChange) => void;
  /** Real seconds per second of the health check's settings: below 1 only in tests. */
  secondScale: number;
}

interface Schedule {
  timer?: NodeJS.Timeout;
  intervalMs: number;
}

/**
 * Checks the targets of each group at the group's own interval. Checks go on when the
 * group's weight is 0, because it is still on the rule: that is how recovery is noticed.
 */
export function createHealthMonitor(options: Options): HealthMonitor {
  const { world, probe, onChange, secondScale } = options;
  const schedules = new Map<string, Schedule>();
  const streaks = new WeakMap<Target, Streak>();
  let stopped = false;

  const check = async (group: TargetGroup, target: Target) => {
    const part = partOf(world, group);
    const settings = group.healthCheck;
    const result = await probe(
      { ...part, address: targetAddress(target) },
      {
        path: settings.path,
        connectTimeoutMs: settings.timeoutSeconds * 1000 * secondScale,
        // A short second must not make a busy computer look like a dead target.
        timeoutMs: settings.timeoutSeconds * 1000 * Math.max(0.5, secondScale),
      },
    );
    if (stopped) return;
    const passed =
      result.kind === 'response' &&
      matchesStatus(settings.matcher, result.status);
    const streak = nextStreak(streaks.get(target), passed);
    streaks.set(target, streak);
    const before = target.state;
    const { state, reason, description } = nextState(
      target,
      streak,
      result,
      settings,
    );
    Object.assign(target, { state, reason, description });
    if (state !== before) onChange({ ...part, group, target });
  };

  const checkGroup = async (group: TargetGroup) => {
    if (!isOnARule(world, group.arn)) {
      for (const target of group.targets) Object.assign(target, NOT_IN_USE);
      return;
    }
    await Promise.all(group.targets.map(target => check(group, target)));
  };

  const follow = (group: TargetGroup) => {
    const intervalMs = group.healthCheck.intervalSeconds * 1000 * secondScale;
    const existing = schedules.get(group.arn);
    if (existing?.intervalMs === intervalMs) return;
    clearTimeout(existing?.timer);
    const schedule: Schedule = { intervalMs };
    schedules.set(group.arn, schedule);
    // Groups are checked at times of their own, not all at the same moment.
    schedule.timer = setTimeout(() => {
      schedule.timer = setInterval(() => void checkGroup(group), intervalMs);
    }, Math.random() * intervalMs);
  };

  return {
    async reconcile() {
      const groups = world.loadBalancing.targetGroups;
      for (const [arn, { timer }] of schedules) {
        if (groups.has(arn)) continue;
        clearTimeout(timer);
        schedules.delete(arn);
      }
      for (const group of groups.values()) follow(group);
      await Promise.all(
        [...groups.values()]
          .filter(group => group.targets.some(each => !streaks.has(each)))
          .map(checkGroup),
      );
    },
    stop() {
      stopped = true;
      for (const { timer } of schedules.values()) clearTimeout(timer);
      schedules.clear();
    },
  };
}

function isOnARule(world: World, groupArn: string): boolean {
  const { rules } = world.loadBalancing;
  const forwards = (rule: Rule | undefined) =>
    rule?.actions.some(
      action =>
        action.type === 'forward' &&
        action.targetGroups.some(group => group.arn === groupArn),
    ) ?? false;
  // Nearly always it is on its own service's rule; only otherwise are all of them looked at.
  const service = world.tags.get(groupArn)?.get(TAGS.service) ?? '';
  return (
    forwards(rules.get(naming(world).ruleArn(service))) ||
    [...rules.values()].some(forwards)
  );
}
