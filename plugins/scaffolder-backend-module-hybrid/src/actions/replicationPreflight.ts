import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { PreflightCheck } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { clientOf } from '../hybrid/client';
import { withTaskErrors } from '../hybrid/errors';
import type { HybridActionOptions } from '../hybrid/options';
import { findReplication, replicationFields } from '../hybrid/replication';
import { preflightReport } from '../hybrid/report';
import { examples } from './replicationPreflight.examples';

/**
 * Creates the action `hybrid:replication:preflight`, which finds out whether a replication can
 * be started and will keep up.
 *
 * @public
 */
export function createReplicationPreflightAction(options: HybridActionOptions) {
  return createTemplateAction({
    id: 'hybrid:replication:preflight',
    description:
      'Looks at the databases of a replication and their settings, and says what keeps it from working. Changes nothing.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...replicationFields,
        failOn: z =>
          z
            .enum(['failed', 'warning', 'nothing'])
            .describe(
              'What fails the step. failed: a check that failed. warning: also a warning, or what could not be found out. nothing: no check. Default: failed',
            )
            .optional(),
      },
      output: {
        platform: z => z.string().describe("The platform's id"),
        replicationId: z => z.string().describe("The replication's id"),
        ready: z => z.boolean().describe('Whether no check failed'),
        checks: z =>
          z
            .array(
              z.object({
                id: z.string(),
                title: z.string(),
                result: z.enum(['passed', 'warning', 'failed', 'unknown']),
                evidence: z.string(),
                remedy: z.string().optional(),
              }),
            )
            .describe('Every check with its evidence'),
        text: z => z.string().describe('A report in Markdown'),
      },
    },
    async handler(ctx) {
      const { failOn = 'failed' } = ctx.input;
      const client = clientOf(ctx, options);
      const { platform, replication } = await findReplication(
        client,
        ctx.input,
      );
      const report = await withTaskErrors(() =>
        client.getPreflight(platform, replication.id),
      );
      for (const check of report.checks) ctx.logger.info(inWords(check));

      const bad = report.checks.filter(
        ({ result }) =>
          (failOn !== 'nothing' && result === 'failed') ||
          (failOn === 'warning' && result !== 'passed'),
      );
      if (bad.length > 0) {
        throw new ConflictError(
          [
            `The replication ${replication.id} is not ready:`,
            ...bad.map(check => `- ${inWords(check)}`),
          ].join('\n'),
        );
      }
      ctx.output('platform', platform);
      ctx.output('replicationId', replication.id);
      ctx.output('ready', report.ready);
      ctx.output(
        'checks',
        report.checks.map(check => ({ ...check })),
      );
      ctx.output('text', preflightReport(report));
    },
  });
}

function inWords({ title, result, evidence, remedy }: PreflightCheck): string {
  return [`${title}: ${result}. ${evidence}`, remedy].filter(Boolean).join(' ');
}
