import type {
  AbortRequest,
  Evacuation,
  EvacuationPlan,
  EvacuationPlanRequest,
  EvacuationRequest,
  EvacuationSummary,
  Hold,
  HoldRequest,
  Plan,
  PlanRequest,
  PlatformStatus,
  PlatformSummary,
  PreflightReport,
  Problem,
  ReplicationActionResult,
  ReplicationReloadRequest,
  ReplicationStartRequest,
  ReplicationTablePage,
  ServiceStatus,
  Shift,
  ShiftPage,
  ShiftRequest,
  TrafficHistory,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { components } from './schema';

type Schemas = components['schemas'];

/** Compiles only when each of the two types takes the values of the other. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;

/** Compiles only when every `A` is a `B`. */
type Is<A, B> = [A] extends [B] ? true : never;

/*
 * The type checker is what tests these: the contract and the types that the plugins share
 * say the same. Requests are stricter in TypeScript than a clear schema can be.
 */
const agreements: {
  platformSummary: Same<PlatformSummary, Schemas['PlatformSummary']>;
  platformStatus: Same<PlatformStatus, Schemas['PlatformStatus']>;
  serviceStatus: Same<ServiceStatus, Schemas['ServiceStatus']>;
  problem: Same<Problem, Schemas['Problem']>;
  plan: Same<Plan, Schemas['Plan']>;
  shift: Same<Shift, Schemas['Shift']>;
  shiftPage: Same<ShiftPage, Schemas['ShiftPage']>;
  evacuation: Same<Evacuation, Schemas['Evacuation']>;
  evacuationPlan: Same<EvacuationPlan, Schemas['EvacuationPlan']>;
  evacuationSummary: Same<EvacuationSummary, Schemas['EvacuationSummary']>;
  hold: Same<Hold, Schemas['Hold']>;
  preflightReport: Same<PreflightReport, Schemas['PreflightReport']>;
  replicationActionResult: Same<
    ReplicationActionResult,
    Schemas['ReplicationActionResult']
  >;
  replicationTablePage: Same<
    ReplicationTablePage,
    Schemas['ReplicationTablePage']
  >;
  trafficHistory: Same<TrafficHistory, Schemas['TrafficHistory']>;
  abortRequest: Is<AbortRequest, Schemas['AbortRequest']>;
  evacuationPlanRequest: Is<
    EvacuationPlanRequest,
    Schemas['EvacuationPlanRequest']
  >;
  evacuationRequest: Is<EvacuationRequest, Schemas['EvacuationRequest']>;
  holdRequest: Is<HoldRequest, Schemas['HoldRequest']>;
  replicationReloadRequest: Is<
    ReplicationReloadRequest,
    Schemas['ReplicationReloadRequest']
  >;
  replicationStartRequest: Is<
    ReplicationStartRequest,
    Schemas['ReplicationStartRequest']
  >;
  planRequest: Is<PlanRequest, Schemas['PlanRequest']>;
  shiftRequest: Is<ShiftRequest, Schemas['ShiftRequest']>;
} = {
  platformSummary: true,
  platformStatus: true,
  serviceStatus: true,
  problem: true,
  plan: true,
  shift: true,
  shiftPage: true,
  evacuation: true,
  evacuationPlan: true,
  evacuationSummary: true,
  hold: true,
  preflightReport: true,
  replicationActionResult: true,
  replicationTablePage: true,
  trafficHistory: true,
  abortRequest: true,
  evacuationPlanRequest: true,
  evacuationRequest: true,
  holdRequest: true,
  replicationReloadRequest: true,
  replicationStartRequest: true,
  planRequest: true,
  shiftRequest: true,
};

/** What is left when only the formatting is taken away. */
const bare = (text: string) => text.replace(/[\s"';,()|]/g, '');

describe('the generated schema types', () => {
  it('agree with the types that the plugins share', () => {
    expect(Object.values(agreements).every(Boolean)).toBe(true);
  });

  it('are those of openapi.yaml (yarn generate:schema makes them anew)', () => {
    const root = resolve(__dirname, '../..');
    const cli = join(
      dirname(require.resolve('openapi-typescript/package.json')),
      'bin/cli.js',
    );
    const generated = execFileSync(process.execPath, [cli, 'openapi.yaml'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const committed = readFileSync(join(__dirname, 'schema.ts'), 'utf8');
    expect(bare(committed)).toContain(bare(generated));
  });
});
