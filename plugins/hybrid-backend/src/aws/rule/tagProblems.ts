import {
  HYBRID_TAGS,
  type Problem,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { unreadableHold } from './tags';

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
  return [
    ...(hold ? [notHeld(ruleArns, hold)] : []),
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
