import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PermissionApi } from '@backstage/plugin-permission-react';
import type {
  HybridApi,
  ServiceStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aDivergedStatus,
  aHalvedStatus,
  aPlan,
  aProblem,
  aProblemError,
  aRule,
  aShift,
  aShiftSummary,
  aSite,
  aStatus,
  aTraffic,
} from '../src/__testUtils__/fixtures';
import {
  aPlatformStatus,
  aReplication,
} from '../src/__testUtils__/replications';

/** A state of a service that a sandbox cannot easily be brought to. */
export interface State {
  title: string;
  api: Partial<HybridApi>;
  /** Who looks may see it and nothing else. */
  denied?: boolean;
  /** The annotation; null for none. */
  annotation?: string | null;
}

const ago = (seconds: number) =>
  new Date(Date.now() - seconds * 1_000).toISOString();

const answering = (
  status: Partial<ServiceStatus> = {},
): Partial<HybridApi> => ({
  getService: async () => aStatus(status),
});

const failing = (error: Error): Partial<HybridApi> => ({
  getService: async () => {
    throw error;
  },
});

const waiting = aShiftSummary({
  state: 'awaiting-approval',
  createdAt: ago(240),
  approval: { until: ago(-1_560) },
});

const diverged = aDivergedStatus();

/** Each state, by the name of its service. */
export const states: Record<string, State> = {
  'awaiting-approval': {
    title: 'Waits for approval',
    api: {
      ...answering({ activeShift: waiting }),
      getShift: async () => aShift(waiting),
    },
  },
  denied: {
    title: 'May see, not shift',
    api: answering(),
    denied: true,
  },
  forbidden: {
    title: 'May not see',
    api: failing(
      aProblemError(
        aProblem('not-permitted', {
          message:
            'You need hybrid.service.read on component:default/forbidden.',
          remedy: 'Ask an owner of the component.',
        }),
        403,
      ),
    ),
  },
  mismatch: {
    title: 'Tag mismatch',
    api: failing(
      aProblemError(
        aProblem('entity-tag-mismatch', {
          message:
            'The listener rule of shop/mismatch has no tag hybrid-platform:entity.',
          remedy:
            'Tag the rule with hybrid-platform:entity = component:default/mismatch.',
        }),
        403,
      ),
    ),
  },
  unreachable: {
    title: 'No back end',
    api: failing(new TypeError('Failed to fetch')),
  },
  stale: {
    title: 'Stale',
    api: answering({
      snapshot: {
        takenAt: ago(190),
        ageSeconds: 190,
        stale: true,
        problem: aProblem('aws-throttled', {
          message: 'AWS throttled DescribeRules in ap-northeast-2.',
          remedy: 'It recovers by itself; if not, ask AWS for a higher limit.',
        }),
      },
    }),
  },
  unknown: {
    title: 'Hardly anything known',
    api: {
      ...answering({
        sites: {
          'on-prem': aSite({
            actualShare: undefined,
            requests: undefined,
            errors: undefined,
            health: 'unknown',
            targets: { healthy: 0, total: 0, reasons: {} },
          }),
          aws: aSite({
            weight: 60,
            defaultWeight: 60,
            share: 60,
            actualShare: undefined,
            requests: 0,
            errors: 0,
          }),
        },
        alarms: [],
      }),
      getTraffic: async () => aTraffic({ points: [], shifts: [] }),
    },
  },
  uncharted: {
    title: 'Charts fail',
    api: {
      ...answering(),
      getTraffic: async () => {
        throw aProblemError(aProblem('aws-throttled'), 503);
      },
    },
  },
  loading: {
    title: 'Loading',
    api: { getService: () => new Promise(() => {}) },
  },
  halved: {
    title: 'Half goes to neither site',
    api: {
      ...answering(aHalvedStatus({ stickinessSeconds: 900 })),
      plan: async () => aPlan({ elsewhereShare: 50, stickinessSeconds: 900 }),
    },
  },
  'two-rules': {
    title: 'Two rules alike',
    api: answering({ rules: [aRule('HTTPS:443'), aRule('HTTP:80')] }),
  },
  diverged: {
    title: 'Diverged',
    api: {
      ...answering(diverged),
      plan: async () =>
        aPlan({
          fromRules: diverged.rules!.map(({ arn, weights }) => ({
            rule: arn,
            weights,
          })),
        }),
    },
  },
  missing: { title: 'No annotation', api: {}, annotation: null },
  malformed: { title: 'Malformed annotation', api: {}, annotation: 'shop' },
};

/** The API in this state; what the state does not say is as in the steady one. */
export function apiOf({ api }: State): HybridApi {
  const answers: Partial<HybridApi> = {
    plan: async () => aPlan(),
    getShifts: async () => ({ items: [] }),
    getTraffic: async () => aTraffic(),
    getPlatform: async () => aPlatformStatus(),
    getReplications: async () => [aReplication()],
    ...api,
  };
  return answers as HybridApi;
}

/** Lets who looks do everything but force, or see and nothing else. */
export function permissionsOf({ denied }: State): PermissionApi {
  const isAllowed = (permission: string) =>
    denied
      ? permission === 'hybrid.service.read'
      : permission !== 'hybrid.traffic.force';
  return {
    authorize: async ({ permission }) => ({
      result: isAllowed(permission.name)
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY,
    }),
  };
}
