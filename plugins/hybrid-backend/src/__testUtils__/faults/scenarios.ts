import {
  HYBRID_TAGS,
  type ShiftState,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { AwsError } from '@hybrid-platform/sandbox';
import type { OnCall, TestPlatform } from '@hybrid-platform/sandbox/testing';
import type { BreakableDatabase } from './breakableDatabase';

/** What goes wrong during a shift, and how a shift may end that meets it. */
export interface Scenario {
  name: string;
  /** Called for each call to AWS, once the shift was asked for. */
  make(platform: TestPlatform, database: BreakableDatabase): OnCall;
  /** The states that tell the truth about it. */
  ends: ShiftState[];
  /** Weights that somebody else set, and that may therefore be there at the end. */
  elsewhere?: Weights;
  /** It never ends: the shift gives up soon, so that the test does. */
  isForEver?: boolean;
  /** The rule is gone or is no longer ours: nothing can be said about its weights. */
  isGone?: boolean;
  /** By how much the clock of the backend is ahead of everybody else's. */
  aheadMs?: number;
  /** How soon a call that is not answered is given up; as in earnest unless told. */
  awsTimeoutMs?: number;
  /** How soon a process that is not heard of counts as dead. */
  leaseSeconds?: number;
}

const CART = 'cart';
const READS = ['DescribeRules', 'DescribeTags', 'DescribeTargetHealth'];
const ELSEWHERE = { 'on-prem': 7, aws: 3 };

/** Fails the first calls of an operation. */
function firstCalls(
  operations: string[],
  count: number,
  fault: NonNullable<Awaited<ReturnType<OnCall>>>,
): OnCall {
  const left = new Map(operations.map(operation => [operation, count]));
  return operation => {
    const n = left.get(operation) ?? 0;
    if (n === 0) return undefined;
    left.set(operation, n - 1);
    return fault;
  };
}

/** Does something once, right after a call took effect and before the next one. */
function onceAfter(operation: string, act: () => void): OnCall {
  let state: 'before' | 'armed' | 'done' = 'before';
  return called => {
    if (state === 'armed') {
      state = 'done';
      act();
    }
    if (state === 'before' && called === operation) state = 'armed';
    return undefined;
  };
}

/** The database is down from a call on, for so long. */
function downAt(
  database: BreakableDatabase,
  operation: string,
  forMs: number,
): OnCall {
  let isDone = false;
  return called => {
    if (called === operation && !isDone) {
      isDone = true;
      database.breakFor(forMs);
    }
    return undefined;
  };
}

/** Never answers reads, once the weights are written. */
function silentAfterWrite(operations: string[]): OnCall {
  let isWritten = false;
  return operation => {
    if (operation === 'ModifyRule') isWritten = true;
    return isWritten && operations.includes(operation)
      ? { hang: 'before' }
      : undefined;
  };
}

/** So soon a call is given up that hangs: not so soon that a busy machine's calls are. */
const SOON_MS = 700;

const MINUTE = 60_000;

const expired = () =>
  new AwsError('ExpiredToken', 'The security token has expired', {
    status: 403,
  });

/** Everything that a shift has to survive, or to end from truthfully. */
export const scenarios: Scenario[] = [
  {
    name: 'every third call is throttled',
    make: () => {
      let calls = 0;
      return () => {
        calls += 1;
        return calls % 3 === 0 ? { error: 'throttled' } : undefined;
      };
    },
    ends: ['succeeded'],
  },
  {
    name: 'a throttling storm on everything for a while',
    make: () =>
      firstCalls([...READS, 'ModifyRule', 'AddTags'], 3, {
        error: 'throttled',
      }),
    ends: ['succeeded'],
  },
  {
    name: 'server errors on everything for a while',
    make: () =>
      firstCalls([...READS, 'ModifyRule', 'AddTags'], 3, { error: 'internal' }),
    ends: ['succeeded'],
  },
  {
    name: 'server errors on the write for ever',
    make: () => operation =>
      operation === 'ModifyRule' ? { error: 'internal' } : undefined,
    isForEver: true,
    ends: ['failed'],
  },
  {
    name: 'server errors on reads for ever, once the weights are written',
    make: () => {
      let isWritten = false;
      return operation => {
        if (operation === 'ModifyRule') isWritten = true;
        return isWritten && READS.includes(operation)
          ? { error: 'internal' }
          : undefined;
      };
    },
    isForEver: true,
    ends: ['failed'],
  },
  {
    name: 'connections dropped before AWS applies the write',
    make: () => firstCalls(['ModifyRule'], 4, { drop: 'before' }),
    ends: ['succeeded'],
  },
  {
    name: 'connections dropped after AWS applied the write',
    make: () => firstCalls(['ModifyRule'], 4, { drop: 'after' }),
    ends: ['succeeded'],
  },
  {
    name: 'connections dropped after the hold was set',
    make: () => firstCalls(['AddTags'], 4, { drop: 'after' }),
    ends: ['succeeded'],
  },
  {
    name: 'everything hangs once',
    make: () =>
      firstCalls([...READS, 'ModifyRule', 'AddTags', 'RemoveTags'], 1, {
        hang: 'before',
      }),
    awsTimeoutMs: SOON_MS,
    ends: ['succeeded'],
  },
  {
    name: 'a write hangs that took effect',
    make: () => firstCalls(['ModifyRule'], 1, { hang: 'after' }),
    awsTimeoutMs: SOON_MS,
    ends: ['succeeded'],
  },
  {
    name: 'every write hangs, and none takes effect',
    make: () => operation =>
      operation === 'ModifyRule' ? { hang: 'before' } : undefined,
    awsTimeoutMs: SOON_MS,
    isForEver: true,
    ends: ['failed'],
  },
  {
    name: 'a write hangs for longer than the lease',
    make: () => firstCalls(['ModifyRule'], 1, { hang: 'before' }),
    leaseSeconds: 1,
    ends: ['succeeded'],
  },
  {
    name: 'the rule cannot be read any more: AWS never answers',
    make: () => silentAfterWrite(['DescribeRules']),
    awsTimeoutMs: SOON_MS,
    isForEver: true,
    ends: ['failed'],
  },
  {
    name: 'the health cannot be read any more: AWS never answers',
    make: () => silentAfterWrite(['DescribeTargetHealth']),
    awsTimeoutMs: SOON_MS,
    isForEver: true,
    ends: ['failed'],
  },
  {
    name: 'the tag query never answers',
    make: () => operation =>
      operation === 'GetResources' ? { hang: 'before' } : undefined,
    awsTimeoutMs: SOON_MS,
    ends: ['succeeded'],
  },
  {
    name: 'reads that are slow',
    make: () => operation =>
      READS.includes(operation) ? { latencyMs: 150 } : undefined,
    ends: ['succeeded'],
  },
  {
    name: 'reads that are stale for a while',
    make: platform => {
      let stale = 0;
      return operation => {
        if (operation === 'ModifyRule') stale = 3;
        else if (operation === 'DescribeRules' && stale > 0) {
          stale -= 1;
          const now = platform.weights(CART);
          platform.setWeights(CART, { 'on-prem': 40, aws: 60 });
          setTimeout(() => platform.setWeights(CART, now), 5);
        }
        return undefined;
      };
    },
    ends: ['succeeded', 'failed'],
  },
  {
    name: 'somebody else changes the weights',
    make: platform =>
      onceAfter('ModifyRule', () => platform.setWeights(CART, ELSEWHERE)),
    ends: ['failed'],
    elsewhere: ELSEWHERE,
  },
  {
    name: 'somebody else changes the weights between the plan and the write',
    make: platform => {
      let isDone = false;
      return operation => {
        if (operation === 'AddTags' && !isDone) {
          isDone = true;
          platform.setWeights(CART, ELSEWHERE);
        }
        return undefined;
      };
    },
    ends: ['failed'],
    elsewhere: ELSEWHERE,
  },
  {
    name: 'somebody deletes the rule',
    make: platform =>
      onceAfter('ModifyRule', () => {
        for (const arn of platform.ruleArns(CART)) {
          platform.world.loadBalancing.rules.delete(arn);
        }
      }),
    ends: ['failed'],
    isGone: true,
  },
  {
    name: 'a deployment replaces the rule before it is written',
    make: platform => onceAfter('AddTags', () => platform.replaceRule(CART)),
    ends: ['succeeded'],
  },
  {
    name: 'a deployment replaces the rule right after the write',
    make: platform => onceAfter('ModifyRule', () => platform.replaceRule(CART)),
    ends: ['succeeded'],
  },
  {
    name: 'a deployment replaces the rule by one with its declared weights',
    make: platform =>
      onceAfter('ModifyRule', () => {
        platform.replaceRule(CART);
        platform.setWeights(CART, { 'on-prem': 7, aws: 3 });
      }),
    ends: ['failed'],
    elsewhere: ELSEWHERE,
  },
  {
    name: 'a controller puts the weights back before they can be read',
    make: platform => {
      let started = false;
      return () => {
        if (!started) platform.controller(CART, { afterMs: 0 });
        started = true;
        return undefined;
      };
    },
    ends: ['failed'],
  },
  {
    name: "the old site's target group is taken off the rule",
    make: platform =>
      onceAfter('ModifyRule', () => {
        const rule = platform.world.loadBalancing.rules.get(
          platform.ruleArn(CART),
        )!;
        const forward = rule.actions.find(({ type }) => type === 'forward');
        if (forward?.type !== 'forward') throw new Error('no forward action');
        forward.targetGroups = forward.targetGroups.slice(1);
      }),
    ends: ['succeeded', 'failed'],
    elsewhere: { 'on-prem': 0, aws: 80 },
  },
  {
    name: 'the gaining site dies right after the write',
    make: platform =>
      onceAfter('ModifyRule', () => platform.setHealthy(CART, 'aws', 0)),
    ends: ['rolled-back'],
  },
  {
    name: 'both sites die right after the write',
    make: platform =>
      onceAfter('ModifyRule', () => {
        platform.setHealthy(CART, 'aws', 0);
        platform.setHealthy(CART, 'on-prem', 0);
      }),
    ends: ['failed'],
  },
  {
    name: 'somebody takes the hold away',
    make: platform =>
      onceAfter('AddTags', () =>
        platform.setRuleTag(CART, HYBRID_TAGS.hold, undefined),
      ),
    ends: ['succeeded'],
  },
  {
    name: 'the credentials expire and are renewed',
    make: () => {
      let refused = 0;
      let isWritten = false;
      return operation => {
        if (operation === 'ModifyRule') isWritten = true;
        else if (isWritten && refused < 3) {
          refused += 1;
          return { error: expired() };
        }
        return undefined;
      };
    },
    ends: ['succeeded', 'failed'],
  },
  {
    name: 'the credentials expire for good',
    make: () => {
      let isWritten = false;
      return operation => {
        if (operation === 'ModifyRule') isWritten = true;
        else if (isWritten) return { error: expired() };
        return undefined;
      };
    },
    ends: ['failed'],
  },
  {
    name: 'the database is down while AWS takes the write',
    make: (_, database) => downAt(database, 'ModifyRule', 1_000),
    ends: ['succeeded'],
  },
  {
    name: 'the database is down when the shift begins',
    make: (_, database) => downAt(database, 'AddTags', 1_000),
    ends: ['succeeded'],
  },
  {
    name: 'the database is down for longer than the lease',
    make: (_, database) => downAt(database, 'ModifyRule', 2_500),
    leaseSeconds: 1,
    ends: ['succeeded'],
  },
  {
    name: 'the clock of the process is twenty minutes ahead',
    make: () => () => undefined,
    aheadMs: 20 * MINUTE,
    ends: ['succeeded'],
  },
  {
    name: 'the clock of the process is twenty minutes behind',
    make: () => () => undefined,
    aheadMs: -20 * MINUTE,
    ends: ['succeeded'],
  },
];
