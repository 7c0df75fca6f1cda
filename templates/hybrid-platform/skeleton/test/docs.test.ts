import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { Platform, ROOT, example } from './support/platform';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

describe('the runbooks', () => {
  const headings = [...read('docs/runbooks.md').matchAll(/^## `(.+)`$/gm)].map(
    ([, name]) => name,
  );
  const config = example();
  const platform = new Platform(config);
  const alarms = platform.stackNames
    .flatMap(stack => platform.resources(stack))
    .filter(({ Type }) => /CloudWatch::(Composite)?Alarm$/.test(Type))
    .map(({ Properties }) => Properties.AlarmName.replace('shop-', ''))
    .map((name: string) =>
      config.services.reduce(
        (text, service) => text.replace(`${service.name}-`, '<service>-'),
        name,
      ),
    );

  it('have a chapter for every alarm', () => {
    const missing = [...new Set(alarms)].filter(
      name => !headings.includes(name),
    );
    assert.deepEqual(missing, []);
  });

  it('have none for an alarm that does not exist', () => {
    const events = ['replication-stopped'];
    const extra = headings.filter(
      name => !alarms.includes(name) && !events.includes(name),
    );
    assert.deepEqual(extra, []);
  });
});

describe('the documentation', () => {
  const { nav } = parse(read('mkdocs.yml'));
  const pages: string[] = nav.map((entry: object) => Object.values(entry)[0]);

  it('has every page that its menu names', () => {
    for (const page of pages)
      assert.ok(existsSync(join(ROOT, 'docs', page)), page);
  });

  it('leads nowhere that does not exist', () => {
    for (const file of ['README.md', ...pages.map(page => `docs/${page}`)]) {
      for (const [, target] of read(file).matchAll(
        /\]\(([^)#:]+)(#[^)]*)?\)/g,
      )) {
        assert.ok(
          existsSync(join(ROOT, dirname(file), target)),
          `${file}: ${target}`,
        );
      }
    }
  });

  it('names no script that does not exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    for (const file of ['README.md', ...pages.map(page => `docs/${page}`)]) {
      for (const [, name] of read(file).matchAll(
        /npm run (?:--silent )?([a-z]+)/g,
      )) {
        assert.ok(scripts[name], `${file}: npm run ${name}`);
      }
    }
  });
});

const WORKFLOW = '.github/workflows/platform.yaml';
const PIPELINES = [WORKFLOW, 'Jenkinsfile'].filter(file =>
  existsSync(join(ROOT, file)),
);

it('no pipeline holds a key', () => {
  for (const file of PIPELINES) {
    assert.doesNotMatch(read(file), /secrets\.|AWS_SECRET|aws-access-key/i);
  }
});

describe("GitHub's pipeline", { skip: !PIPELINES.includes(WORKFLOW) }, () => {
  const workflow = PIPELINES.includes(WORKFLOW) && parse(read(WORKFLOW));

  it('asks for a token only where it needs a role', () => {
    assert.equal(workflow.permissions['id-token'], undefined);
    assert.equal(workflow.jobs.test.permissions, undefined);
    for (const job of ['diff', 'deploy']) {
      assert.equal(workflow.jobs[job].permissions['id-token'], 'write');
    }
  });

  it('deploys after approval, and sees whether traffic moved', () => {
    const { deploy } = workflow.jobs;
    assert.ok(deploy.environment);
    const runs = deploy.steps.map((step: any) => step.run ?? '');
    const at = (text: string) =>
      runs.findIndex((run: string) => run.includes(text));
    assert.ok(
      at('--save') < at('cdk deploy') && at('cdk deploy') < at('--compare'),
    );
    assert.match(deploy.steps[at('--compare')].if, /always\(\)/);
  });

  it('assumes the roles that exist', () => {
    const made = new Platform(example())
      .resources('Delivery', 'AWS::IAM::Role')
      .map(({ Properties }) => Properties.RoleName.replace('shop', ''));
    for (const job of ['diff', 'deploy']) {
      const [{ with: options }] = workflow.jobs[job].steps.filter((step: any) =>
        step.uses?.startsWith('aws-actions/'),
      );
      assert.ok(made.some(name => options['role-to-assume'].endsWith(name)));
    }
  });
});

describe('the versions', () => {
  it('are exact, every one of them', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'));
    for (const [name, version] of Object.entries({
      ...dependencies,
      ...devDependencies,
    })) {
      assert.match(String(version), /^\d+\.\d+\.\d+$/, name);
    }
  });

  it('of the CDK are those that fit each other', () => {
    // The newest `aws-cdk` by number, 3.0.0, is an accident and cannot read this library.
    const { devDependencies } = JSON.parse(read('package.json'));
    assert.match(devDependencies['aws-cdk'], /^2\./);
  });

  it('come from no particular registry', () => {
    assert.doesNotMatch(read('package-lock.json'), /"resolved"/);
  });
});
