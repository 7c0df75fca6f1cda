import { phaseAfter, phasesFrom, rollbackPhases, stepPhases } from './phases';

const WEIGHTS = { 'on-prem': 0, aws: 100 };
const step = (bakeSeconds: number) =>
  stepPhases({ weights: WEIGHTS, bakeSeconds });

describe('the phases', () => {
  it('of a step end with its verification where nothing bakes', () => {
    expect(step(0).map(({ phase }) => phase)).toEqual([
      'begin',
      'write',
      'confirm',
      'verify',
    ]);
    expect(phaseAfter(step(0), 'verified')).toBe('end');
    expect(phaseAfter(step(1), 'verified')).toBe('bake');
  });

  it('of the way back end with the weights, but for a drill', () => {
    expect(phaseAfter(rollbackPhases('failover'), 'weights-confirmed')).toBe(
      'end',
    );
    expect(phaseAfter(rollbackPhases('drill'), 'weights-confirmed')).toBe(
      'verify',
    );
  });

  it('that are left are the present one and those after it', () => {
    expect(phasesFrom(step(60), 'begin')).toHaveLength(5);
    expect(phasesFrom(step(60), 'confirm')).toEqual([
      'confirm',
      'verify',
      'bake',
    ]);
    expect(phasesFrom(rollbackPhases('drill'), 'verify')).toEqual(['verify']);
  });
});
