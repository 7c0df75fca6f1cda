import { Stack, Validations, type CfnElement } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Accepts findings of cdk-nag on a construct and all below it. Every id is the full one, so
 * that a new finding of the same rule still stops the synth; the reason is for the auditor.
 */
export function acknowledge(
  construct: IConstruct,
  reason: string,
  ...ids: string[]
): void {
  Validations.of(construct).acknowledge(
    ...ids.map(id => ({ id: `AwsSolutions-${id}`, reason })),
  );
}

/** Accepts a warning of the CloudFormation validation that is part of CDK. */
export function acknowledgeWarning(
  construct: IConstruct,
  reason: string,
  id: string,
): void {
  Validations.of(construct).acknowledge({
    id: `CloudFormation-Validate::${id}`,
    reason,
  });
}

/** The finding about a grant that CDK writes: to invoke a function in any version. */
export function anyVersionOf(lambda: IConstruct): string {
  return `IAM5[Resource::<${logicalId(lambda.node.defaultChild!)}.Arn>:*]`;
}

/** The name of a resource in its template, which cdk-nag names it by. */
export function logicalId(element: IConstruct): string {
  const { logicalId: token } = element as CfnElement;
  return Stack.of(element).resolve(token) as string;
}
