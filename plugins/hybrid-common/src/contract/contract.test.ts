import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import {
  DRILL_SECONDS,
  HOLD_SECONDS,
  MAX_BAKE_SECONDS,
  MAX_REASON_LENGTH,
  MAX_SHIFT_STEPS,
  MAX_WEIGHT,
} from '../limits';

const root = resolve(__dirname, '../..');

describe('the contract', () => {
  it('is what types.ts was made from; `yarn generate` makes it anew', () => {
    const check = () =>
      execFileSync(process.execPath, ['scripts/generate.mjs', '--check'], {
        cwd: root,
        encoding: 'utf8',
      });
    expect(check).not.toThrow();
  });

  it('sets the limits that code and forms know too', () => {
    const { schemas } = parse(
      readFileSync(join(root, 'openapi.yaml'), 'utf8'),
      { merge: true },
    ).components;
    const { bakeSeconds } = schemas.StepRequest.properties;
    expect({
      MAX_WEIGHT: schemas.Weight.maximum,
      MAX_REASON_LENGTH: schemas.Reason.maxLength,
      MAX_BAKE_SECONDS: bakeSeconds.maximum,
      MAX_SHIFT_STEPS: schemas.StepRequests.maxItems,
      DRILL_SECONDS: limitsOf(schemas.DrillSeconds),
      HOLD_SECONDS: limitsOf(schemas.HoldRequest.properties.durationSeconds),
    }).toEqual({
      MAX_WEIGHT,
      MAX_REASON_LENGTH,
      MAX_BAKE_SECONDS,
      MAX_SHIFT_STEPS,
      DRILL_SECONDS,
      HOLD_SECONDS,
    });
  });
});

function limitsOf(schema: { minimum: number; maximum: number }) {
  return { min: schema.minimum, max: schema.maximum };
}
