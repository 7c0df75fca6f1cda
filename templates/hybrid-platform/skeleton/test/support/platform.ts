import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  App,
  CfnResource,
  TagManager,
  Validations,
  type Stack,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { buildPlatform } from '../../lib/build-platform';
import { loadConfig, type Config } from '../../lib/config';

export * from './example';

// The test of the synth runs the validation, once; here it would take most of the time.
process.env.CDK_VALIDATION = 'false';

export const ROOT = join(__dirname, '../..');

/** The configuration of this repository. */
export const CONFIG = loadConfig(join(ROOT, 'config'));

export interface Resource {
  id: string;
  Type: string;
  Properties: any;
  DependsOn?: string[];
  DeletionPolicy?: string;
}

/** The templates of a platform, as CloudFormation gets them. */
export class Platform {
  private readonly app: App;

  constructor(readonly config: Config) {
    const { context } = JSON.parse(
      readFileSync(join(ROOT, 'cdk.json'), 'utf8'),
    );
    this.app = new App({
      // The functions' code is of no interest to a template: without bundling it is faster.
      context: { ...context, 'aws:cdk:bundling-stacks': [] },
    });
    buildPlatform(this.app, config);
  }

  /** Synthesises as `bin/platform.ts` does; throws for what cdk-nag finds. */
  audit(): void {
    Validations.of(this.app).addPlugins(new AwsSolutionsChecks(this.app));
    this.app.synth();
  }

  stack(id: string): Stack {
    return this.app.node.findChild(id) as Stack;
  }

  /** The tags of everything that can carry tags, by path. */
  tags(): Map<string, Record<string, string>> {
    return new Map(
      this.app.node.findAll().flatMap(construct => {
        const tags =
          CfnResource.isCfnResource(construct) && TagManager.of(construct);
        return tags ? [[construct.node.path, tags.tagValues()] as const] : [];
      }),
    );
  }

  get stackNames(): string[] {
    return this.app.node.children
      .map(child => child.node.id)
      .filter(id => id !== 'Tree');
  }

  template(stack: string): Template {
    return Template.fromStack(this.stack(stack));
  }

  resources(stack: string, type?: string): Resource[] {
    const { Resources = {} } = this.template(stack).toJSON();
    return Object.entries<Omit<Resource, 'id'>>(Resources)
      .map(([id, resource]) => ({ id, ...resource }))
      .filter(({ Type }) => type === undefined || Type === type);
  }

  only(stack: string, type: string): Resource {
    const found = this.resources(stack, type);
    if (found.length !== 1) {
      throw new Error(`${stack} has ${found.length} of ${type}, not one`);
    }
    return found[0];
  }

  /** The statements of every policy whose role's or policy's id starts like this. */
  statements(stack: string, start: string): any[] {
    return this.resources(stack)
      .filter(
        ({ id, Type }) =>
          /IAM::(Managed)?Policy$/.test(Type) && id.startsWith(start),
      )
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  }

  /** Kubernetes objects that a stack applies; references are left as `${…}`. */
  manifests(stack: string): any[] {
    return this.resources(
      stack,
      'Custom::AWSCDK-EKS-KubernetesResource',
    ).flatMap(({ Properties }) => JSON.parse(flatten(Properties.Manifest)));
  }

  charts(stack: string): any[] {
    return this.resources(stack, 'Custom::AWSCDK-EKS-HelmChart').map(
      ({ Properties }) => ({
        ...Properties,
        Values: Properties.Values && JSON.parse(flatten(Properties.Values)),
      }),
    );
  }
}

export function tagsOf({ Properties }: Resource): Record<string, string> {
  const tags = Properties.Tags ?? Properties.HostedZoneTags ?? [];
  if (!Array.isArray(tags)) return tags;
  return Object.fromEntries(tags.map((tag: any) => [tag.Key, tag.Value]));
}

function flatten(value: any): string {
  if (typeof value === 'string') return value;
  const join = value['Fn::Join'];
  if (!join) return '${reference}';
  return join[1].map(flatten).join(join[0]);
}
