import { CfnOutput, Duration } from 'aws-cdk-lib';
import {
  OidcProviderNative,
  PolicyStatement,
  Role,
  WebIdentityPrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';
import type { Config } from '../config';
import { PlatformStack } from '../platform-stack';

const ISSUER = 'token.actions.githubusercontent.com';
/** The roles of `cdk bootstrap`; their qualifier is CDK's default one. */
const BOOTSTRAP = 'cdk-hnb659fds';

/**
 * The roles with which GitHub's workflow deploys: for an hour, with no key that could leak.
 * A pull request may look at the account, only an approved deployment may change it.
 */
export class DeliveryStack extends PlatformStack {
  constructor(
    scope: Construct,
    id: string,
    config: Config,
    { repository }: { repository: string },
  ) {
    super(scope, id, config, 'roles for the deployment');
    const { deploy, id: platformId } = this.platform;
    const providerArn = deploy.createOidcProvider
      ? new OidcProviderNative(this, 'GitHub', {
          url: `https://${ISSUER}`,
          clientIds: ['sts.amazonaws.com'],
        }).oidcProviderArn
      : `arn:aws:iam::${this.account}:oidc-provider/${ISSUER}`;

    const make = (name: string, subject: string, cdkRoles: string[]) => {
      const role = new Role(this, name, {
        roleName: `${platformId}-github-${name.toLowerCase()}`,
        assumedBy: new WebIdentityPrincipal(providerArn, {
          StringEquals: {
            [`${ISSUER}:aud`]: 'sts.amazonaws.com',
            [`${ISSUER}:sub`]: `repo:${repository}:${subject}`,
          },
        }),
        maxSessionDuration: Duration.hours(1),
      });
      role.addToPolicy(
        new PolicyStatement({
          sid: 'UseBootstrapRoles',
          actions: ['sts:AssumeRole'],
          resources: cdkRoles.map(
            cdkRole =>
              `arn:aws:iam::${this.account}:role/${BOOTSTRAP}-${cdkRole}-${this.account}-${this.region}`,
          ),
        }),
      );
      role.addToPolicy(
        new PolicyStatement({
          sid: 'ReadWeights',
          actions: [
            'tag:GetResources',
            'elasticloadbalancing:DescribeRules',
            'elasticloadbalancing:DescribeTags',
          ],
          resources: ['*'],
        }),
      );
      acknowledge(
        role,
        'GetResources and Describe actions know no resources',
        'IAM5[Resource::*]',
      );
      new CfnOutput(this, `${name}RoleArn`, { value: role.roleArn });
    };
    make('Diff', 'pull_request', ['lookup-role']);
    make('Deploy', `environment:${deploy.githubEnvironment}`, [
      'lookup-role',
      'deploy-role',
      'file-publishing-role',
    ]);
  }
}
