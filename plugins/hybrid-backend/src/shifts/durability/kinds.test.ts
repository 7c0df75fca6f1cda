import {
  abortsWithoutRollback,
  abortsWithRollback,
} from '../../__testUtils__/replicas/cases/aborts';
import { approvals } from '../../__testUtils__/replicas/cases/approvals';
import { failedGates } from '../../__testUtils__/replicas/cases/gates';
import type { KillCase } from '../../__testUtils__/replicas/KillCase';
import {
  BEST_DATABASE,
  broken,
  configWithApprovals,
  withKillStage,
} from '../../__testUtils__/replicas/withKillStage';

const killedAt = (cases: KillCase[], point: string | undefined) =>
  cases.find(({ at }) => at === point)!;

/** One of each kind; `everywhere` has all others. */
describe(`shifts of every kind whose process is killed, on ${BEST_DATABASE}`, () => {
  const on = withKillStage(BEST_DATABASE, configWithApprovals());

  it('are gone on with by another one, and end truthfully', async () => {
    const cases = [
      killedAt(abortsWithRollback, 'accepted'),
      killedAt(abortsWithoutRollback, 'baking@1'),
      killedAt(failedGates, 'gate-failed@1'),
      killedAt(failedGates, 'weights-written'),
      killedAt(approvals, undefined),
      killedAt(approvals, 'approved'),
    ];
    expect(await broken(on, cases)).toEqual([]);
  }, 120_000);
});
