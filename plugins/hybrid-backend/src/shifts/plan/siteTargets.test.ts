import type { Problem } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../../errors';
import { readSite } from './siteTargets';

const failing = (code: Problem['code'], cause?: unknown) => ({
  health: async () => {
    throw new HybridError(
      { code, message: 'It failed.', remedy: 'Wait.' },
      { cause },
    );
  },
});
const NOW = { mayWait: false };
const LATER = { mayWait: true };

describe('the targets of a site, for a plan', () => {
  it.each(['aws-failed', 'aws-throttled', 'aws-access-denied'] as const)(
    'are not known after %s, and why is',
    async code => {
      expect(await readSite(failing(code), 'aws', NOW)).toEqual({
        unreadable: 'It failed.',
      });
    },
  );

  it('fail the plan when they are gone', async () => {
    const gone = Object.assign(new Error('x'), {
      name: 'TargetGroupNotFoundException',
    });
    await expect(
      readSite(failing('aws-failed', gone), 'aws', NOW),
    ).rejects.toThrow('It failed.');
  });

  it('are asked for again by who can wait, unless waiting does not help', async () => {
    await expect(
      readSite(failing('aws-throttled'), 'aws', LATER),
    ).rejects.toMatchObject({
      problem: {
        code: 'aws-throttled',
        message: 'Whether aws has a healthy target is not known. It failed.',
        remedy: expect.stringMatching(/force the rules/),
      },
    });
    expect(await readSite(failing('aws-access-denied'), 'aws', LATER)).toEqual({
      unreadable: 'It failed.',
    });
  });
});
