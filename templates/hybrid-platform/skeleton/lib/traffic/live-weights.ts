import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CustomResource, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import type { CfnListenerRule } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct, type IConstruct } from 'constructs';
import { acknowledge, anyVersionOf } from '../acknowledge';
import { PlatformFunction } from '../platform-function';
import type { Site } from '../tags';

/** The function behind every `LiveWeights`. */
export class LiveWeightsProvider extends Construct {
  readonly serviceToken: string;

  constructor(
    scope: Construct,
    id: string,
    { platformId }: { platformId: string },
  ) {
    super(scope, id);
    const handler = new PlatformFunction(this, 'Function', {
      functionName: `${platformId}-live-weights`,
      description: 'Tells a deployment the weights that rules have now',
      entry: join(__dirname, '../../lambda/live-weights/index.ts'),
      timeout: Duration.minutes(2),
    });
    handler.addToRolePolicy(
      new PolicyStatement({
        sid: 'ReadRules',
        actions: [
          'elasticloadbalancing:DescribeRules',
          'elasticloadbalancing:DescribeTags',
        ],
        resources: ['*'],
      }),
    );
    acknowledge(
      handler.ownRole,
      "ELB's Describe actions know no resources",
      'IAM5[Resource::*]',
    );
    const provider = new Provider(this, 'Provider', {
      onEventHandler: handler,
    });
    acknowledge(
      provider,
      "CDK's own framework function invokes any version of the handler and brings its own runtime and role",
      'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      anyVersionOf(handler),
      'L1',
    );
    this.serviceToken = provider.serviceToken;
  }
}

interface LiveWeightsProps {
  provider: LiveWeightsProvider;
  listenerArn: string;
  service: string;
  defaults: Record<Site, number>;
}

/**
 * The weights for a service's rule, found out while CloudFormation deploys: those that the
 * rule has now, or the default ones of a new rule. A template with the default weights in it
 * would set them at every change of the rule, and so undo a failover in silence.
 */
export class LiveWeights extends Construct {
  private readonly resource: CustomResource;
  private rule?: IConstruct;

  constructor(scope: Construct, id: string, props: LiveWeightsProps) {
    super(scope, id);
    this.resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::LiveWeights',
      serviceToken: props.provider.serviceToken,
      properties: {
        ListenerArn: props.listenerArn,
        Service: props.service,
        DefaultOnPrem: props.defaults['on-prem'],
        DefaultAws: props.defaults.aws,
        Rule: Lazy.string({ produce: () => this.fingerprint() }),
      },
    });
  }

  of(site: Site): number {
    return Token.asNumber(
      this.resource.getAtt(site === 'aws' ? 'Aws' : 'OnPrem'),
    );
  }

  /**
   * CloudFormation asks again only when a property changes, and must ask before each change
   * of the rule: so a fingerprint of the rule is a property.
   */
  readBefore(rule: IConstruct): void {
    this.rule = rule;
  }

  private fingerprint(): string {
    const cfnRule = this.rule?.node.defaultChild as CfnListenerRule;
    const template = (
      cfnRule as unknown as { _toCloudFormation(): object }
    )._toCloudFormation();
    return createHash('sha256')
      .update(JSON.stringify(Stack.of(this).resolve(template)))
      .digest('hex');
  }
}
