import {
  abortsWithoutRollback,
  abortsWithRollback,
} from '../../__testUtils__/replicas/cases/aborts';
import { approvals } from '../../__testUtils__/replicas/cases/approvals';
import { failedGates } from '../../__testUtils__/replicas/cases/gates';
import {
  broken,
  configWithApprovals,
  DATABASES,
  isEverywhere,
  rounds,
  withKillStage,
} from '../../__testUtils__/replicas/withKillStage';

const KINDS = {
  'an abort with rollback': abortsWithRollback,
  'an abort without rollback': abortsWithoutRollback,
  'a gate that fails': failedGates,
  'an approval': approvals,
};

const ROUNDS = Object.entries(KINDS).flatMap(([kind, cases]) =>
  rounds(cases).map((some, index) => [kind, index + 1, some] as const),
);

const matrix = isEverywhere ? describe : describe.skip;

matrix.each(DATABASES)(
  'whose process is killed at any event or write, on %s,',
  database => {
    const on = withKillStage(database, configWithApprovals());

    it.each(ROUNDS)(
      '%s goes on truthfully with another process (%i)',
      async (_kind, _round, cases) => {
        expect(await broken(on, cases)).toEqual([]);
      },
      240_000,
    );
  },
);
