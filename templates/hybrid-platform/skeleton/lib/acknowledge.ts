import { Validations } from 'aws-cdk-lib';
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
