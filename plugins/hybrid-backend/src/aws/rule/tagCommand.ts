/**
 * The command that sets a tag of a rule or a target group. CloudFormation does not undo what
 * was changed by hand while its template is the same, so "deploy again" is no remedy for a tag.
 */
export function tagCommand(arn: string, key: string, value: string): string {
  return `aws elbv2 add-tags --resource-arns ${arn} --tags Key=${key},Value=${value}`;
}
