import {
  HYBRID_TAGS,
  type Problem,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { unreadableAutomation, unreadableHold } from './tags';

/** What cannot be read in the tags of a service that can be operated all the same. */
export function tagProblems({
  ruleArns,
  ruleTags,
  defaultWeightsProblem,
}: {
  ruleArns: string[];
  ruleTags: Record<string, string>;
  defaultWeightsProblem?: Problem;
}): Problem[] {
  const hold = unreadableHold(ruleTags);
  const automation = unreadableAutomation(ruleTags);
  return [
    ...(hold ? [notHeld(ruleArns, hold)] : []),
    ...(automation ? [notLookedAfter(ruleArns, automation)] : []),
    ...(defaultWeightsProblem ? [defaultWeightsProblem] : []),
  ];
}

function notHeld(ruleArns: string[], text: string): Problem {
  return {
    code: 'rule-not-hybrid',
    message: `Nobody holds the service, though the tag '${HYBRID_TAGS.hold}' of its rule is '${text}': nobody can read when that ends, so neither Backstage nor automation obeys it.`,
    remedy: `Hold the service in Backstage, or write the tag as '<time in UTC> <user ref>', such as '2030-01-31T18:00:00Z user:default/mina'. If it is not needed, remove it, by 'aws elbv2 remove-tags --resource-arns ${ruleArns.join(
      ' ',
    )} --tag-keys ${HYBRID_TAGS.hold}'.`,
  };
}

function notLookedAfter(ruleArns: string[], text: string): Problem {
  return {
    code: 'rule-not-hybrid',
    message: `Nobody knows whether automation moved the service: the tag '${HYBRID_TAGS.automation}' of its rule is '${text}', which nobody can read. The failover functions take it for none, and do not return the service.`,
    remedy: `Fail over or reset the service, which removes the tag. If the failover functions are to return it, write the tag as 'failed-over <time in UTC>', such as 'failed-over 2030-01-31T18:00:00Z'; or remove it, by 'aws elbv2 remove-tags --resource-arns ${ruleArns.join(
      ' ',
    )} --tag-keys ${HYBRID_TAGS.automation}'.`,
  };
}
