import type { CloudTrailClient, Event } from '@aws-sdk/client-cloudtrail';
import { isListenerRule } from './arns';
import { cloudTrailSdk } from './largeSdks';

/** A call that changed where a listener rule forwards to, or that made the rule, as CloudTrail recorded it. */
export interface RuleChange {
  ruleArn: string;
  /** ISO time, in whole seconds. */
  at: string;
  /** Who called: a user, a role's session, or a service. */
  principal: string;
  requestId?: string;
  /** The weight that each target group got, by its ARN. */
  weights: Map<string, number>;
}

/** A rule that is replaced is made anew. */
const CALLS = ['ModifyRule', 'CreateRule'];
const PAGE = 50;

/** The changes of one rule, the newest first; only the newest page of them. */
export async function listChangesOfRule(
  client: CloudTrailClient,
  ruleArn: string,
): Promise<RuleChange[]> {
  const { LookupEventsCommand } = cloudTrailSdk();
  const { Events } = await client.send(
    new LookupEventsCommand({
      LookupAttributes: [
        { AttributeKey: 'ResourceName', AttributeValue: ruleArn },
      ],
      MaxResults: PAGE,
    }),
  );
  return (Events ?? [])
    .map(toRuleChange)
    .filter(change => change?.ruleArn === ruleArn) as RuleChange[];
}

/** The changes of all rules since then, the newest first, as far as some pages reach. */
export async function listRuleChanges(
  client: CloudTrailClient,
  since: Date,
  maxPages: number,
): Promise<RuleChange[]> {
  const changes: RuleChange[] = [];
  // One attribute a look-up is all that CloudTrail takes.
  for (const AttributeValue of CALLS) {
    const pages = cloudTrailSdk().paginateLookupEvents(
      { client, pageSize: PAGE },
      {
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue }],
        StartTime: since,
      },
    );
    let read = 0;
    for await (const { Events } of pages) {
      for (const event of Events ?? []) {
        const change = toRuleChange(event);
        if (change) changes.push(change);
      }
      read += 1;
      if (read >= maxPages) break;
    }
  }
  return changes.sort((a, b) => b.at.localeCompare(a.at));
}

interface Identity {
  arn?: string;
  invokedBy?: string;
  principalId?: string;
  sessionContext?: { sessionIssuer?: { arn?: string } };
}

interface TrailRecord {
  errorCode?: string;
  eventName?: string;
  eventTime?: string;
  requestID?: string;
  userIdentity?: Identity;
  requestParameters?: {
    ruleArn?: string;
    actions?: TrailAction[];
  } | null;
  responseElements?: { rules?: { ruleArn?: string }[] } | null;
}

interface TrailAction {
  /** A forward to one group may be given without a list. */
  targetGroupArn?: string;
  forwardConfig?: {
    targetGroups?: { targetGroupArn?: string; weight?: number }[];
  };
}

/**
 * What an event says; nothing when it is another one, a call that AWS refused, or one that left
 * the actions of its rule alone.
 */
function toRuleChange(event: Event): RuleChange | undefined {
  const record = readRecord(event.CloudTrailEvent);
  const { requestParameters: asked, eventTime, requestID, eventName } = record;
  if (!CALLS.includes(eventName ?? '') || record.errorCode) return undefined;
  const ruleArn = asked?.ruleArn ?? madeRule(record, event);
  if (!ruleArn || !eventTime || !asked?.actions?.length) return undefined;
  return {
    ruleArn,
    at: new Date(eventTime).toISOString(),
    principal: principalOf(record.userIdentity) ?? event.Username ?? 'unknown',
    ...(requestID && { requestId: requestID }),
    weights: new Map(
      // A group without a weight has the weight 1.
      asked.actions
        .flatMap(groupsOf)
        .map(group => [group.targetGroupArn ?? '', group.weight ?? 1]),
    ),
  };
}

function groupsOf({ targetGroupArn, forwardConfig }: TrailAction) {
  const groups = forwardConfig?.targetGroups ?? [];
  if (groups.length > 0 || !targetGroupArn) return groups;
  return [{ targetGroupArn, weight: 1 }];
}

/** The rule that a call made: its name is in the answer alone. */
function madeRule(
  { responseElements }: TrailRecord,
  { Resources = [] }: Event,
): string | undefined {
  return (
    responseElements?.rules?.[0]?.ruleArn ??
    Resources.map(({ ResourceName }) => ResourceName ?? '').find(isListenerRule)
  );
}

function principalOf(identity: Identity | undefined): string | undefined {
  return (
    identity?.arn ??
    identity?.sessionContext?.sessionIssuer?.arn ??
    identity?.invokedBy ??
    identity?.principalId
  );
}

function readRecord(text: string | undefined): TrailRecord {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
}
