import type { HoldRow } from './HoldStore';

/**
 * Whether none of the rules that a hold is on is there any more, and others are in their place:
 * who replaced them knew nothing of the hold.
 */
export function isReplaced(
  { rule_arns }: Pick<HoldRow, 'rule_arns'>,
  ruleArns: readonly string[],
): boolean {
  if (rule_arns === null || ruleArns.length === 0) return false;
  const held: string[] = JSON.parse(rule_arns);
  return !ruleArns.some(arn => held.includes(arn));
}
