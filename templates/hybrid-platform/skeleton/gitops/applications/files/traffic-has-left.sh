#!/bin/sh
# Succeeds when the load balancer sends nothing to TARGET_GROUP any more. Pods that still get
# traffic must not stop: whatever keeps the traffic here, the pods stay for.
set -eu
query() { aws elbv2 "$@" --output text; }

group=$(query describe-target-groups --names "$TARGET_GROUP" --query 'TargetGroups[0].TargetGroupArn')
balancer=$(query describe-target-groups --names "$TARGET_GROUP" --query 'TargetGroups[0].LoadBalancerArns[0]')
rules=0
for listener in $(query describe-listeners --load-balancer-arn "$balancer" --query 'Listeners[].ListenerArn'); do
  for weight in $(query describe-rules --listener-arn "$listener" \
    --query "Rules[].Actions[].ForwardConfig.TargetGroups[] | [?TargetGroupArn=='$group'].Weight"); do
    rules=$((rules + 1))
    if [ "$weight" != 0 ]; then
      echo "$TARGET_GROUP still has the weight $weight: its pods stay."
      exit 1
    fi
  done
done
# No rule at all is no answer: something was asked for wrongly.
[ "$rules" -gt 0 ] || { echo "No rule forwards to $TARGET_GROUP."; exit 1; }
echo "$TARGET_GROUP has the weight 0."
