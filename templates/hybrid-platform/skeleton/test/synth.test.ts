import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { CONFIG, ROOT } from './support/platform';

const out = mkdtempSync(join(tmpdir(), 'cdk-out-'));
after(() => rmSync(out, { recursive: true }));

const read = (file: string) =>
  JSON.parse(readFileSync(join(out, file), 'utf8'));

describe('the synth of this repository', () => {
  const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'));
  const { PATH } = process.env;
  const run = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'bin/platform.ts'],
    {
      cwd: ROOT,
      encoding: 'utf8',
      // Nothing else: no credentials, no Region, no home with a configuration, no Docker.
      env: {
        PATH,
        CDK_OUTDIR: out,
        CDK_CONTEXT_JSON: JSON.stringify(context),
        CDK_DOCKER: '/bin/false',
      },
    },
  );

  it('needs neither an account nor Docker', () => {
    assert.equal(run.status, 0, run.stderr);
    assert.deepEqual(read('manifest.json').missing ?? [], []);
  });

  it('finds nothing to complain of', () => {
    assert.doesNotMatch(run.stderr, /\b(ERROR|WARNING)\b/);
  });

  it('brings the code of every function', () => {
    const template = read('Failover.template.json');
    const { files } = read('Failover.assets.json');
    for (const { Type, Properties } of Object.values<any>(template.Resources)) {
      if (Type !== 'AWS::Lambda::Function') continue;
      const asset = Properties.Code.S3Key.replace('.zip', '');
      const code = readFileSync(
        join(out, files[asset].source.path, 'index.js'),
        'utf8',
      );
      assert.match(code, /handler/);
      assert.match(
        code,
        /require\("@aws-sdk\//,
        'the SDK is the one of the runtime',
      );
    }
  });

  it('gives a rule to every service of the configuration', () => {
    const rules = Object.values<any>(
      read('Traffic.template.json').Resources,
    ).filter(
      ({ Type }) => Type === 'AWS::ElasticLoadBalancingV2::ListenerRule',
    );
    assert.equal(rules.length, CONFIG.services.length);
  });
});
