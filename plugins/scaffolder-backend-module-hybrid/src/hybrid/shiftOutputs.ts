import {
  SHIFT_STATES,
  type Shift,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { z as zod } from 'zod/v3';
import { weightsField } from './fields';
import { entityUrl } from './links';
import type { HybridActionOptions } from './options';

type Z = typeof zod;

/** The id that a shift has in a dry run. */
export const DRY_RUN_SHIFT = 'dry-run';

/** What a shift leads to, for the outputs of several actions. */
export const shiftOutputs = {
  shiftId: (z: Z) =>
    z.string().describe("The shift's id; in a dry run the text dry-run"),
  state: (z: Z) => z.enum(SHIFT_STATES).describe('The state of the shift'),
  from: (z: Z) => weightsField(z).describe('The weights from before'),
  to: (z: Z) => weightsField(z).describe('The weights that are to be set'),
  entityRef: (z: Z) => z.string().describe('The full ref of the entity'),
  entityUrl: (z: Z) => z.string().describe("The address of the entity's page"),
  text: (z: Z) => z.string().describe('A report in Markdown'),
};

/** Weights as an output, on which templates can compute: those want records made here. */
export function weightsOutput(weights: Weights): Weights {
  return { 'on-prem': weights['on-prem'], aws: weights.aws };
}

/** A shift, or what stands for one in a dry run, as {@link writeShiftOutputs} takes it. */
export type OutputShift = Pick<Shift, 'id' | 'state' | 'from' | 'to'>;

/** Gives out what {@link shiftOutputs} promises. */
export function writeShiftOutputs(
  ctx: { output(name: keyof typeof shiftOutputs, value: unknown): void },
  { config }: HybridActionOptions,
  entityRef: string,
  shift: OutputShift,
  text: string,
): void {
  ctx.output('shiftId', shift.id);
  ctx.output('state', shift.state);
  ctx.output('from', weightsOutput(shift.from));
  ctx.output('to', weightsOutput(shift.to));
  ctx.output('entityRef', entityRef);
  ctx.output('entityUrl', entityUrl(config, entityRef));
  ctx.output('text', text);
}
