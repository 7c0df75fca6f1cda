/*
 * What the actions of a listener rule say about a service's weights, and what they are when
 * others are set. The functions here and the Hybrid Platform's back end in Backstage are both
 * tested with this table.
 */

/** As much of an action as the table needs. */
interface RuleAction {
  Type: 'forward' | 'fixed-response' | 'redirect' | 'authenticate-cognito';
  Order?: number;
  TargetGroupArn?: string;
  ForwardConfig?: {
    TargetGroups?: { TargetGroupArn?: string; Weight?: number }[];
    TargetGroupStickinessConfig?: {
      Enabled?: boolean;
      DurationSeconds?: number;
    };
  };
}

export interface RuleCase {
  why: string;
  actions: RuleAction[] | undefined;
  /** Absent when the rule is not one between the service's two sites. */
  weights?: { 'on-prem': number; aws: number };
  /** The actions that give all traffic to aws. */
  toAws?: RuleAction[];
  /** The actions that give all traffic to on-prem. */
  toOnPrem?: RuleAction[];
}

export const GROUPS = { 'on-prem': 'tg-on-prem', aws: 'tg-aws' } as const;

const group = (name: string, Weight?: number) => ({
  TargetGroupArn: `tg-${name}`,
  ...(Weight !== undefined && { Weight }),
});
const forward = (...TargetGroups: ReturnType<typeof group>[]): RuleAction => ({
  Type: 'forward',
  ForwardConfig: { TargetGroups },
});
const TO_AWS = [forward(group('on-prem', 0), group('aws', 100))];
const TO_ON_PREM = [forward(group('on-prem', 100), group('aws', 0))];

export const ruleCases: readonly RuleCase[] = [
  {
    why: 'both groups with a weight each',
    actions: [forward(group('on-prem', 40), group('aws', 60))],
    weights: { 'on-prem': 40, aws: 60 },
    toAws: TO_AWS,
    toOnPrem: TO_ON_PREM,
  },
  {
    why: 'a group without a number has traffic: ELB counts it as 1',
    actions: [forward(group('on-prem'), group('aws', 0))],
    weights: { 'on-prem': 1, aws: 0 },
    toAws: TO_AWS,
  },
  {
    why: 'a group that somebody took off the rule has no traffic; it comes back when it is to have some',
    actions: [forward(group('on-prem', 40))],
    weights: { 'on-prem': 40, aws: 0 },
    toAws: TO_AWS,
    toOnPrem: [forward(group('on-prem', 100))],
  },
  {
    why: 'so it is with the other site',
    actions: [forward(group('aws', 100))],
    weights: { 'on-prem': 0, aws: 100 },
    toAws: [forward(group('aws', 100))],
    toOnPrem: [forward(group('aws', 0), group('on-prem', 100))],
  },
  {
    why: 'the short form names the one group that has everything',
    actions: [{ Type: 'forward', TargetGroupArn: 'tg-aws' }],
    weights: { 'on-prem': 0, aws: 1 },
    toAws: [forward(group('aws', 100))],
    toOnPrem: [forward(group('aws', 0), group('on-prem', 100))],
  },
  {
    why: 'AWS answers one group in both forms: the list counts, and stays alone',
    actions: [
      {
        Type: 'forward',
        TargetGroupArn: 'tg-aws',
        ForwardConfig: {
          TargetGroups: [group('aws', 1)],
          TargetGroupStickinessConfig: { Enabled: false },
        },
      },
    ],
    weights: { 'on-prem': 0, aws: 1 },
    toOnPrem: [
      {
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: [group('aws', 0), group('on-prem', 100)],
          TargetGroupStickinessConfig: { Enabled: false },
        },
      },
    ],
  },
  {
    why: 'an empty list beside the short form says nothing',
    actions: [
      {
        Type: 'forward',
        TargetGroupArn: 'tg-on-prem',
        ForwardConfig: { TargetGroups: [] },
      },
    ],
    weights: { 'on-prem': 1, aws: 0 },
    toAws: TO_AWS.map(action => ({
      ...action,
      ForwardConfig: {
        TargetGroups: [group('on-prem', 0), group('aws', 100)],
      },
    })),
  },
  {
    why: 'a group of neither site keeps what it has',
    actions: [
      forward(group('aws', 60), group('canary', 5), group('on-prem', 40)),
    ],
    weights: { 'on-prem': 40, aws: 60 },
    toAws: [
      forward(group('aws', 100), group('canary', 5), group('on-prem', 0)),
    ],
  },
  {
    why: 'a group that comes back joins the others that are there',
    actions: [forward(group('on-prem', 40), group('canary', 5))],
    weights: { 'on-prem': 40, aws: 0 },
    toAws: [
      forward(group('on-prem', 0), group('canary', 5), group('aws', 100)),
    ],
    toOnPrem: [forward(group('on-prem', 100), group('canary', 5))],
  },
  {
    why: 'both at 0: nobody serves, and that is what it says',
    actions: [forward(group('on-prem', 0), group('aws', 0))],
    weights: { 'on-prem': 0, aws: 0 },
    toAws: TO_AWS,
  },
  {
    why: 'what comes before it, its order and its stickiness stay',
    actions: [
      { Type: 'authenticate-cognito', Order: 1 },
      {
        Type: 'forward',
        Order: 2,
        ForwardConfig: {
          TargetGroups: [group('on-prem', 40)],
          TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 600 },
        },
      },
    ],
    weights: { 'on-prem': 40, aws: 0 },
    toAws: [
      { Type: 'authenticate-cognito', Order: 1 },
      {
        Type: 'forward',
        Order: 2,
        ForwardConfig: {
          TargetGroups: [group('on-prem', 0), group('aws', 100)],
          TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 600 },
        },
      },
    ],
  },
  {
    why: 'only groups of neither site: the rule is not of this service',
    actions: [forward(group('canary', 1))],
  },
  {
    why: 'the same in the short form',
    actions: [{ Type: 'forward', TargetGroupArn: 'tg-canary' }],
  },
  { why: 'a forward to nothing', actions: [{ Type: 'forward' }] },
  {
    why: 'a forward to an empty list',
    actions: [{ Type: 'forward', ForwardConfig: {} }],
  },
  {
    why: 'a group twice, which ELB does not take',
    actions: [forward(group('on-prem', 40), group('on-prem', 60))],
  },
  {
    why: 'two forwards, which ELB does not take',
    actions: [forward(group('on-prem', 1)), forward(group('aws', 1))],
  },
  {
    why: 'a page that somebody put in place by hand: no traffic goes anywhere',
    actions: [{ Type: 'fixed-response' }],
  },
  { why: 'a redirect', actions: [{ Type: 'redirect' }] },
  { why: 'no action', actions: [] },
  { why: 'nothing known', actions: undefined },
];
