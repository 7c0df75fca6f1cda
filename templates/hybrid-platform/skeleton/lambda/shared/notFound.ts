/** Whether ELB does not know the rule, listener or target group (any more). */
export function isNotFound(error: unknown): boolean {
  const { name } = (error ?? {}) as { name?: unknown };
  return /^(Rule|Listener|TargetGroup|LoadBalancer)NotFound/.test(String(name));
}
