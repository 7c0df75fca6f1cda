import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';

/** The two roles that DMS looks for by name. An account has each of them once. */
export class DmsServiceRoles extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const roles = {
      'dms-vpc-role': 'AmazonDMSVPCManagementRole',
      'dms-cloudwatch-logs-role': 'AmazonDMSCloudWatchLogsRole',
    };
    for (const [roleName, policy] of Object.entries(roles)) {
      const role = new Role(this, roleName, {
        roleName,
        assumedBy: new ServicePrincipal('dms.amazonaws.com'),
        managedPolicies: [
          ManagedPolicy.fromAwsManagedPolicyName(`service-role/${policy}`),
        ],
      });
      acknowledge(
        role,
        'DMS demands this role with this policy',
        `IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/${policy}]`,
      );
    }
  }
}
