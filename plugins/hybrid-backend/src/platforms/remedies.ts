import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';

/*
 * Remedies for what somebody changed or deleted by hand: CloudFormation undoes neither while its
 * template is the same.
 */

/** How a service is made again whose listener rule was deleted by hand. */
export const MAKE_SERVICE_AGAIN =
  "take the service's file out of config/services of the platform repository, deploy, put it back, and deploy again: an unchanged template makes nothing again that was deleted by hand.";

/** What brings back a service of which the platform has no listener rule. */
export function bringBack(platformId: string, service: string): string {
  const tags = [
    `Key=${HYBRID_TAGS.platform},Value=${platformId}`,
    `Key=${HYBRID_TAGS.service},Value=${service}`,
  ];
  return `If its listener rule is there, set its tags again, by 'aws elbv2 add-tags --resource-arns <ARN of the rule> --tags ${tags.join(
    ' ',
  )}'. If somebody deleted the rule, ${MAKE_SERVICE_AGAIN}`;
}
