import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { rootApplication } from '../../lib/cluster/argo-cd';
import { platformSchema, serviceSchema } from '../../lib/config';
import { example } from '../support/platform';

const repository = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(repository, path), 'utf8');

describe('the charts of gitops', () => {
  it('have the defaults of the configuration', () => {
    const values = parse(read('gitops/service/values.yaml'));
    const service = serviceSchema.parse({
      name: 'order',
      entity: 'component:default/order',
      priority: 1,
      hosts: ['order.example.com'],
      onPrem: { addresses: ['192.168.10.41'], port: 80 },
      aws: { port: 80 },
      weights: { 'on-prem': 1, aws: 1 },
    });
    assert.equal(values.aws.replicas, service.aws.replicas);
    assert.equal(values.addOns.istio, example().platform.addOns.istio);
    const { holdDownSeconds } = example().platform.failover;
    assert.match(
      read('gitops/service/templates/autoscaling.yaml'),
      new RegExp(`holdDownSeconds \\| default ${holdDownSeconds}\\b`),
    );
  });

  it('read two files of values that share one key, the name', () => {
    const platform = Object.keys(platformSchema.shape);
    const shared = Object.keys(serviceSchema.shape).filter(key =>
      platform.includes(key),
    );
    // Any other would be the service's own where a template means the platform's.
    assert.deepEqual(shared, ['name']);
  });

  it('use the name of a service in service, and of the platform in applications', () => {
    assert.doesNotMatch(
      templates('gitops/applications'),
      /\.Values\.(hosts|paths|priority|weights)/,
    );
    assert.match(templates('gitops/service'), /name: \{\{ \.Values\.name \}\}/);
  });
});

describe('the root application', () => {
  it('points at a chart of this repository, with files of values that exist', () => {
    const { source } = rootApplication('example/shop-platform').spec;
    assert.equal(parse(read(`${source.path}/Chart.yaml`)).name, 'applications');
    for (const file of source.helm.valueFiles) {
      // From the root of the repository: a path of its own would be the chart's.
      assert.match(file, /^\//);
      assert.ok(read(file));
    }
  });
});

function templates(chart: string): string {
  return readdirSync(join(repository, chart, 'templates'))
    .map(file => read(`${chart}/templates/${file}`))
    .join('\n');
}
