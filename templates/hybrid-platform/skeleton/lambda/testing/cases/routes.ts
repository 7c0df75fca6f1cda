/*
 * Which of the listener rules that are tagged with a service are its routes, and which target
 * groups each of them has at the two sites. The functions here and the Hybrid Platform's back
 * end in Backstage are both tested with this table.
 */

/** What a rule does: forward to these target groups, or something else. */
type Does = readonly string[] | 'redirect' | 'fixed-response';

export interface RoutesCase {
  why: string;
  /** Tagged with the service: the rules by the last parts of their ARNs. */
  rules: Readonly<Record<string, Does>>;
  /** Rules that are tagged with no service. */
  others?: Readonly<Record<string, Does>>;
  /** The target groups that are tagged with the service, by their names. */
  groups: { 'on-prem': readonly string[]; aws: readonly string[] };
  /** What each rule that is a route has. */
  routes: Readonly<Record<string, { 'on-prem': string; aws: string }>>;
  /** Rules that are no route, and keep no other one from being moved. */
  idle?: readonly string[];
  /** What is wrong with a rule that is in neither: where it forwards to, or its groups. */
  problem?: 'forwards' | 'groups';
}

const PLATFORM = 'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333';
export const ruleOfCase = (name: string) =>
  `${PLATFORM}:listener-rule/app/${name}`;
export const groupOfCase = (name: string) =>
  `${PLATFORM}:targetgroup/${name}/1`;

/** The actions of a rule of the table. */
export function actionsOfCase(does: Does) {
  return typeof does === 'string'
    ? [{ Type: does }]
    : [
        {
          Type: 'forward' as const,
          ForwardConfig: {
            TargetGroups: does.map(name => ({
              TargetGroupArn: groupOfCase(name),
              Weight: 50,
            })),
          },
        },
      ];
}

const HTTPS = 'shop/1/2/https';
const HTTP = 'shop/1/3/http';
const ON_PREM = 'shop-cart-on-prem';
const AWS = 'shop-cart-aws';
const OWN = { 'on-prem': ON_PREM, aws: AWS };
const GROUPS = { 'on-prem': [ON_PREM], aws: [AWS] };

export const routesCases: readonly RoutesCase[] = [
  {
    why: 'a rule with both groups',
    rules: { [HTTPS]: [ON_PREM, AWS] },
    groups: GROUPS,
    routes: { [HTTPS]: OWN },
  },
  {
    why: 'a redirect beside the rule that forwards is no route',
    rules: { [HTTPS]: [ON_PREM, AWS], [HTTP]: 'redirect' },
    groups: GROUPS,
    routes: { [HTTPS]: OWN },
    idle: [HTTP],
  },
  {
    why: 'a page is none, and the only rule that forwards has lost a group',
    rules: { [HTTPS]: 'fixed-response', [HTTP]: [ON_PREM] },
    groups: GROUPS,
    routes: { [HTTP]: OWN },
    idle: [HTTPS],
  },
  {
    why: 'where no rule forwards, that is what is wrong',
    rules: { [HTTPS]: 'fixed-response', [HTTP]: 'redirect' },
    groups: { 'on-prem': [ON_PREM, 'int-on-prem'], aws: [AWS, 'int-aws'] },
    routes: {},
    problem: 'forwards',
  },
  {
    why: 'one that forwards to others beside one that forwards to the groups is odd for that',
    rules: { [HTTPS]: [ON_PREM, AWS], [HTTP]: ['canary'] },
    groups: GROUPS,
    routes: { [HTTPS]: OWN },
    problem: 'forwards',
  },
  {
    why: 'a group that somebody took off one of two rules: the other one tells which it was',
    rules: { [HTTPS]: [ON_PREM, AWS], [HTTP]: [ON_PREM] },
    groups: { 'on-prem': [ON_PREM], aws: [AWS, 'old-aws'] },
    routes: { [HTTPS]: OWN, [HTTP]: OWN },
  },
  {
    why: 'groups that are left of an internal rule are no groups of another one: its own are named like it',
    rules: { [HTTPS]: [ON_PREM] },
    groups: {
      'on-prem': [ON_PREM, `${ON_PREM}-int`],
      aws: [`${AWS}-int`, AWS],
    },
    routes: { [HTTPS]: OWN },
  },
  {
    why: 'so it is where on-prem is off the rule',
    rules: { [HTTPS]: [AWS] },
    groups: {
      'on-prem': [`${ON_PREM}-int`, ON_PREM],
      aws: [`${AWS}-int`, AWS],
    },
    routes: { [HTTPS]: OWN },
  },
  {
    why: 'a group that another load balancer uses is none, for they cannot share it',
    rules: { [HTTPS]: ['blue'] },
    others: { 'internal/5/6/x': ['red'] },
    groups: { 'on-prem': ['blue'], aws: ['green', 'red'] },
    routes: { [HTTPS]: { 'on-prem': 'blue', aws: 'green' } },
  },
  {
    why: 'where nothing tells them apart, nobody guesses',
    rules: { [HTTPS]: ['blue'] },
    groups: { 'on-prem': ['blue'], aws: ['green', 'red'] },
    routes: {},
    problem: 'groups',
  },
  {
    why: 'a site without a group',
    rules: { [HTTPS]: [ON_PREM] },
    groups: { 'on-prem': [ON_PREM], aws: [] },
    routes: {},
    problem: 'groups',
  },
];
