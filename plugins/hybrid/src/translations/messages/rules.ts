/** Texts of services of several listener rules, and of what a shift does not reach. */
export const rules = {
  alike: 'Set at {{n}} listener rules alike: {{rules}}.',
  idle: 'Forwarding to no target group, so that no shift moves it: {{rules}}.',
  sticky:
    'Stickiness is on: clients with the load balancer’s cookie stay where they are for up to {{duration}}.',
  divergedTitle: 'Diverged: its listener rules have different weights',
  diverged:
    'Somebody or something changed one rule and not the others, or a shift could not change all of them.',
  divergedRemedy:
    'Fail over or reset: either sets the same weights on all of them. Nothing else can be asked for until then.',
  notOffered:
    'Its listener rules have different weights. Fail over or reset first: custom weights, steps and a drill need one beginning.',
  ruleNow: 'Rule, now',
  ruleBefore: 'Rule, before',
  allAfter: 'All rules, after',
  allRequested: 'All rules, requested',
  unreachedTitle: 'This does not move all of the traffic',
  unreachedAtOnceTitle: 'This does not move all of the traffic at once',
  stay: 'Stickiness is on: clients with the load balancer’s cookie stay at their site for up to {{duration}}.',
} as const;
