import type { CloudTrailClient, Event } from '@aws-sdk/client-cloudtrail';
import { cloudTrailSdk } from './largeSdks';

/** A call that changed a listener rule, as CloudTrail recorded it. */
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

const EVENT = 'ModifyRule';
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
  const pages = cloudTrailSdk().paginateLookupEvents(
    { client, pageSize: PAGE },
    {
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: EVENT }],
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
  return changes;
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
    actions?: {
      forwardConfig?: {
        targetGroups?: { targetGroupArn?: string; weight?: number }[];
      };
    }[];
  };
}

/** What an event says; nothing when it is another one, or a call that AWS refused. */
function toRuleChange(event: Event): RuleChange | undefined {
  const record = readRecord(event.CloudTrailEvent);
  const { requestParameters: asked, eventTime, requestID } = record;
  if (record.eventName !== EVENT || record.errorCode) return undefined;
  if (!asked?.ruleArn || !eventTime) return undefined;
  const groups = (asked.actions ?? []).flatMap(
    ({ forwardConfig }) => forwardConfig?.targetGroups ?? [],
  );
  return {
    ruleArn: asked.ruleArn,
    at: new Date(eventTime).toISOString(),
    principal: principalOf(record.userIdentity) ?? event.Username ?? 'unknown',
    ...(requestID && { requestId: requestID }),
    weights: new Map(
      // A group without a weight has the weight 1.
      groups.map(group => [group.targetGroupArn ?? '', group.weight ?? 1]),
    ),
  };
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
