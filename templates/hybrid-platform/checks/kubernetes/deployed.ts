/*
 * Writes what the CDK stacks apply to the cluster, for validation:
 *
 *   deployed.ts <config folder> <output folder>
 *
 *   <output>/manifests/<resource>.yaml   Kubernetes objects
 *   <output>/charts/<release>.json       { chart, version, namespace, values }
 *
 * What only a deployment knows, such as a security group's id, is a value of the same form.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import cdk from '../../skeleton/cdk.json';
import { buildPlatform } from '../../skeleton/lib/build-platform';
import { loadConfig } from '../../skeleton/lib/config';

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
}

const [configFolder, output] = process.argv.slice(2);
const app = new App({
  outdir: join(output, 'cdk.out'),
  // The code of the Lambdas is of no interest here, and takes the longest.
  context: { ...cdk.context, 'aws:cdk:bundling-stacks': [] },
});
buildPlatform(app, loadConfig(configFolder));
const resources = app
  .synth()
  .stacks.flatMap(stack =>
    Object.entries(stack.template.Resources as Record<string, Resource>),
  );

mkdirSync(join(output, 'manifests'), { recursive: true });
mkdirSync(join(output, 'charts'), { recursive: true });
for (const [id, { Type, Properties }] of resources) {
  if (Type === 'Custom::AWSCDK-EKS-KubernetesResource') {
    const objects: unknown[] = JSON.parse(text(Properties.Manifest));
    writeFileSync(
      join(output, 'manifests', `${id}.yaml`),
      objects.map(object => JSON.stringify(object, null, 2)).join('\n---\n'),
    );
  }
  if (Type === 'Custom::AWSCDK-EKS-HelmChart') {
    writeFileSync(
      join(output, 'charts', `${text(Properties.Release)}.json`),
      JSON.stringify({
        chart: text(Properties.Repository ?? Properties.Chart),
        version: text(Properties.Version),
        namespace: text(Properties.Namespace ?? 'kube-system'),
        values: JSON.parse(text(Properties.Values ?? '{}')),
      }),
    );
  }
}

/** A property as text, as CloudFormation would have resolved it. */
function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[intrinsic, argument]] = Object.entries(
    value as Record<string, unknown>,
  );
  if (intrinsic === 'Fn::Join') {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map(text).join(separator);
  }
  const name = JSON.stringify(argument);
  if (name.includes('SecurityGroupId')) return 'sg-0123456789abcdef0';
  return name
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
}
