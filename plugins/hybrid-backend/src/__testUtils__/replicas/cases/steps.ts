/** Moves some traffic, and then takes its time to prove it. */
export const IN_STEPS = {
  kind: 'custom' as const,
  steps: [{ aws: 80, bakeSeconds: 120 }, { aws: 100 }],
  reason: 'killed on the way',
};

/** The history of such a shift until it bakes. */
export const BAKING = [
  'requested',
  'plan-evaluated',
  'step-started@1',
  'rule-read@1',
  'weights-written@1',
  'weights-confirmed@1',
  'verified@1',
  'baking@1',
];

/** … and that of a way back. */
export const BACK = [
  'rule-read',
  'weights-written',
  'weights-confirmed',
  'rolled-back',
];
