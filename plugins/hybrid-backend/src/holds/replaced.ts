import type { HoldRow } from './HoldStore';

type Noted = Pick<HoldRow, 'rule_arns'>;

/** The rules that a hold was last seen on; undefined where nobody noted them. */
export function notedRules({ rule_arns }: Noted): string[] | undefined {
  return rule_arns === null ? undefined : JSON.parse(rule_arns);
}

/**
 * Whether none of the rules that a hold is on is there any more, and others are in their place:
 * who replaced them knew nothing of the hold.
 */
export function isReplaced(row: Noted, ruleArns: readonly string[]): boolean {
  const noted = notedRules(row);
  return (
    noted !== undefined &&
    ruleArns.length > 0 &&
    !ruleArns.some(arn => noted.includes(arn))
  );
}
