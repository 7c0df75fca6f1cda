const backend = 'plugins/hybrid-backend';
const skeleton = 'templates/hybrid-platform/skeleton';

/**
 * What decides, in groups: the files to mutate, and the pure suites that say how they must
 * behave. A suite belongs here when it takes seconds, without a database, AWS or a clock. Files
 * are relative to `folder`, `needs` are folders elsewhere that the suites read, and `runner` is how
 * the suites are written.
 */
export const groups = {
  lambdas: {
    title: 'What the Lambdas decide',
    folder: skeleton,
    runner: 'node',
    mutate: [
      'lambda/shared/decideFailover.ts',
      'lambda/shared/decideRecovery.ts',
      'lambda/shared/health.ts',
      'lambda/shared/ruleActions.ts',
      'lambda/shared/sites.ts',
      'lambda/shared/tagTime.ts',
      'lambda/shared/tags.ts',
      'lambda/live-weights/chooseWeights.ts',
      'lambda/traffic-watchdog/pace.ts',
    ],
    tests: [
      'lambda/shared/decideFailover.test.ts',
      'lambda/shared/decideRecovery.test.ts',
      'lambda/shared/health.test.ts',
      'lambda/shared/ruleActions.test.ts',
      'lambda/shared/tags.test.ts',
      'lambda/live-weights/chooseWeights.test.ts',
      'lambda/traffic-watchdog/pace.test.ts',
    ],
  },
  'platform-config': {
    title: "The checks of a platform's configuration",
    folder: skeleton,
    runner: 'node',
    mutate: [
      'lib/config/check.ts',
      'lib/config/checks/*.ts',
      'lib/config/cidr.ts',
    ],
    tests: ['test/config.test.ts', 'test/config-limits.test.ts'],
  },
  safety: {
    title: 'The safety rules',
    folder: backend,
    runner: 'jest',
    mutate: ['src/shifts/plan/safety/!(*.test).ts'],
    tests: ['src/shifts/plan/safety/*.test.ts'],
  },
  next: {
    title: 'What a shift does next, and which states it may have',
    folder: backend,
    runner: 'jest',
    mutate: [
      'src/shifts/run/next.ts',
      'src/shifts/run/phases.ts',
      'src/shifts/record/states.ts',
      'src/shifts/plan/steps.ts',
    ],
    tests: [
      'src/shifts/run/next.test.ts',
      'src/shifts/run/phases.test.ts',
      'src/shifts/record/states.test.ts',
      'src/shifts/plan/steps.test.ts',
    ],
  },
  weights: {
    title: 'What a rule says, and how its weights are changed',
    folder: backend,
    runner: 'jest',
    needs: [`${skeleton}/lambda/testing/cases`],
    mutate: ['src/aws/rule/!(*.test).ts', 'src/aws/targetHealth.ts'],
    tests: ['src/aws/rule/*.test.ts', 'src/aws/targetHealth.test.ts'],
  },
  gate: {
    title: 'The health gate after a step',
    folder: backend,
    runner: 'jest',
    mutate: ['src/shifts/run/gate.ts'],
    tests: ['src/shifts/run/gate.test.ts'],
  },
  evacuation: {
    title:
      'Which services an evacuation moves, for whom, how many at once, and what is known of them',
    folder: backend,
    runner: 'jest',
    mutate: [
      'src/evacuations/Concurrency.ts',
      'src/evacuations/candidates.ts',
      'src/evacuations/estimate.ts',
      'src/evacuations/health.ts',
      'src/evacuations/ItemRights.ts',
      'src/evacuations/judge.ts',
      'src/evacuations/remaining.ts',
    ],
    tests: [
      'src/evacuations/concurrency.test.ts',
      'src/evacuations/candidates.test.ts',
      'src/evacuations/estimate.test.ts',
      'src/evacuations/health.test.ts',
      'src/evacuations/ItemRights.test.ts',
      'src/evacuations/judge.test.ts',
      'src/evacuations/remaining.test.ts',
    ],
  },
  readiness: {
    title: 'Whether a service could be moved, and which are asked about first',
    folder: backend,
    runner: 'jest',
    mutate: ['src/readiness/assess.ts', 'src/readiness/order.ts'],
    tests: ['src/readiness/assess.test.ts', 'src/readiness/order.test.ts'],
  },
  retries: {
    title: 'What is tried again, and for how long',
    folder: backend,
    runner: 'jest',
    mutate: ['src/durable/retry.ts'],
    tests: ['src/durable/retry.test.ts'],
  },
  drift: {
    title: 'What counts as drift, and whose it is',
    folder: backend,
    runner: 'jest',
    mutate: [
      'src/status/unexplained.ts',
      'src/aws/attribution.ts',
      'src/drift/lookUps.ts',
    ],
    tests: [
      'src/status/unexplained.test.ts',
      'src/aws/attribution.test.ts',
      'src/drift/lookUps.test.ts',
    ],
  },
};
