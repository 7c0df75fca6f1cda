import {
  MAX_SHIFT_STEPS,
  MAX_WEIGHT,
  type PlanRequest,
  type ServiceStatus,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** The ways to shift that the form offers; `weights` and `steps` are both of kind `custom`. */
export const CHOICES = [
  'failover',
  'reset',
  'weights',
  'steps',
  'drill',
] as const;

export type Choice = (typeof CHOICES)[number];

/** What can be asked for where rules disagree: what has the same end from any beginning. */
const EQUALIZING: readonly Choice[] = ['failover', 'reset'];

/** What can be asked for now. */
export function choicesFor({
  diverged,
}: Pick<ServiceStatus, 'diverged'>): readonly Choice[] {
  return diverged ? EQUALIZING : CHOICES;
}

/** One row of the step editor. */
export interface StepDraft {
  /** Tells rows apart while they are added and removed. */
  key: number;
  /** NaN while the field is empty. */
  aws: number;
  bakeSeconds: number;
}

/** The form as it is filled in, whether or not it makes sense yet. */
export interface Draft {
  choice: Choice;
  to?: Site;
  weights: Weights;
  steps: StepDraft[];
  durationSeconds: number;
}

/** What the form begins with: nothing that would shift without a decision. */
export function emptyDraft(weights: Weights): Draft {
  return {
    choice: 'failover',
    weights,
    steps: [
      { key: 1, aws: 80, bakeSeconds: 300 },
      { key: 2, aws: 100, bakeSeconds: 0 },
    ],
    durationSeconds: 900,
  };
}

const isWhole = (value: number, max: number) =>
  Number.isInteger(value) && value >= 0 && value <= max;

/** What the form asks for; undefined while something is missing or wrong. */
export function requestOf(draft: Draft): PlanRequest | undefined {
  const { choice, to, weights, steps, durationSeconds } = draft;
  switch (choice) {
    case 'failover':
      return to && { kind: 'failover', to };
    case 'reset':
      return { kind: 'reset' };
    case 'weights': {
      const both = [weights['on-prem'], weights.aws];
      const isValid =
        both.every(weight => isWhole(weight, MAX_WEIGHT)) &&
        both.some(weight => weight > 0);
      return isValid ? { kind: 'custom', weights } : undefined;
    }
    case 'steps':
      return steps.length > 0 && steps.every(({ aws }) => isWhole(aws, 100))
        ? {
            kind: 'custom',
            steps: steps.map(({ aws, bakeSeconds }) => ({ aws, bakeSeconds })),
          }
        : undefined;
    default:
      return to && { kind: 'drill', to, durationSeconds };
  }
}

/** With one more row, which asks for what the last one does. */
export function withStep(steps: StepDraft[]): StepDraft[] {
  if (steps.length >= MAX_SHIFT_STEPS) return steps;
  const last = steps[steps.length - 1];
  const key = 1 + Math.max(0, ...steps.map(step => step.key));
  return [
    ...steps,
    { key, aws: last?.aws ?? 100, bakeSeconds: last?.bakeSeconds ?? 0 },
  ];
}

/** Without a row; the last one stays. */
export function withoutStep(steps: StepDraft[], key: number): StepDraft[] {
  return steps.length > 1 ? steps.filter(step => step.key !== key) : steps;
}

/** Seconds that all steps bake together. */
export function totalBake(steps: readonly StepDraft[]): number {
  return steps.reduce((sum, { bakeSeconds }) => sum + bakeSeconds, 0);
}
