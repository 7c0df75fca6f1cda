import type {
  SafetyRuleId,
  ShiftFields,
  Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { SERVICES } from '../../src/__testUtils__/services';
import type { Random } from './Random';

/** Where traffic is to go. */
export type Course = Omit<ShiftFields, 'reason' | 'force'>;

/** What somebody does. `which`, from 0 to 1, chooses among those that there are then. */
export type Action =
  | {
      do: 'shift';
      service: string;
      user: string;
      course: Course;
      force?: SafetyRuleId[];
      /** Which replica is asked first; any unless told. */
      replica?: number;
    }
  /** Reads a plan, thinks for a while, and starts what was planned. */
  | {
      do: 'plan-and-shift';
      service: string;
      user: string;
      course: Course;
      thinksMs: number;
    }
  | { do: 'abort'; which: number; rollBack: boolean }
  | { do: 'hold'; service: string; user: string }
  | { do: 'release'; which: number }
  | { do: 'evacuate'; off: Site }
  | { do: 'abort-evacuation' }
  | { do: 'plan-evacuation'; off: Site };

/** Who does it. */
export const USERS = ['mina', 'juno', 'otto'];

const HOW_OFTEN: Record<Action['do'], number> = {
  shift: 46,
  'plan-and-shift': 14,
  abort: 16,
  hold: 5,
  release: 8,
  evacuate: 3,
  'abort-evacuation': 3,
  'plan-evacuation': 5,
};

/** What is done next. */
export function decideAction(random: Random): Action {
  const what = random.weighted(HOW_OFTEN);
  switch (what) {
    case 'shift':
      return {
        do: what,
        ...who(random),
        course: decideCourse(random),
        ...(random.chance(0.1) && {
          force: ['gaining-site-healthy', 'replication-caught-up'],
        }),
      };
    case 'plan-and-shift':
      return {
        do: what,
        ...who(random),
        course: decideCourse(random),
        thinksMs: random.int(0, 4_000),
      };
    case 'abort':
      return { do: what, which: random.next(), rollBack: random.chance(0.5) };
    case 'hold':
      return { do: what, ...who(random) };
    case 'release':
      return { do: what, which: random.next() };
    case 'evacuate':
    case 'plan-evacuation':
      return { do: what, off: site(random) };
    default:
      return { do: what };
  }
}

function decideCourse(random: Random): Course {
  const kind = random.weighted({
    failover: 30,
    reset: 18,
    custom: 18,
    steps: 30,
    drill: 4,
  });
  switch (kind) {
    case 'failover':
      return { kind, to: site(random) };
    case 'reset':
      return { kind };
    case 'drill':
      return { kind, to: site(random), durationSeconds: 60 };
    case 'custom':
      return decideWeights(random);
    default:
      return { kind: 'custom', steps: decideSteps(random) };
  }
}

/** Any weights. */
export function decideWeights(random: Random): Course {
  const aws = random.int(0, 10) * 10;
  return { kind: 'custom', weights: { 'on-prem': 100 - aws, aws } };
}

function decideSteps(random: Random): Course['steps'] {
  return Array.from({ length: random.int(2, 4) }, () => ({
    aws: random.int(0, 10) * 10,
    ...(random.chance(0.5) && { bakeSeconds: random.int(1, 2) }),
  })).filter((step, index, all) => step.aws !== all[index - 1]?.aws);
}

function who(random: Random): { service: string; user: string } {
  return { service: random.pick(SERVICES), user: random.pick(USERS) };
}

function site(random: Random): Site {
  return random.pick(['on-prem', 'aws'] as const);
}
