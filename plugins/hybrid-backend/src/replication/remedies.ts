/*
 * Remedies for what somebody changed or deleted by hand. CloudFormation undoes neither while its
 * template is the same, and cannot find such changes of DMS's resources.
 */

/** How an endpoint or a replication that was deleted by hand is made again. */
export const MAKE_AGAIN =
  "Deploying the platform repository again does not make again what was deleted by hand. Set 'data.replication.enabled' to false in its config/platform.yaml and deploy, then to true and deploy again; the tables are loaded anew then.";

/** The command that sets a tag of an endpoint or a replication. */
export function tagCommand(arn: string, key: string, value: string): string {
  return `aws dms add-tags-to-resource --resource-arn ${arn} --tags Key=${key},Value=${value}`;
}
