import type { Event } from '@aws-sdk/client-cloudtrail';
import type { TrailEvent } from './trail';

/** An event as LookupEvents answers it: a few members, and the whole record as JSON. */
export function renderEvent(event: TrailEvent, accountId: string): Event {
  const { call, id, resources } = event;
  return {
    EventId: id,
    EventName: call.operation,
    EventSource: sourceOf(event),
    EventTime: new Date(call.at),
    ReadOnly: 'false',
    AccessKeyId: call.accessKeyId,
    Username: call.accessKeyId,
    Resources: resources.map(ResourceName => ({
      ResourceName,
      ResourceType: typeOf(ResourceName),
    })),
    CloudTrailEvent: JSON.stringify(recordOf(event, accountId)),
  };
}

export function sourceOf({ call }: TrailEvent): string {
  return `${call.service}.amazonaws.com`;
}

export function typeOf(arn: string): string {
  const kinds: Record<string, string> = {
    loadbalancer: 'LoadBalancer',
    listener: 'Listener',
    'listener-rule': 'ListenerRule',
    targetgroup: 'TargetGroup',
  };
  const kind = arn.split(':')[5]?.split('/')[0] ?? '';
  return `AWS::ElasticLoadBalancingV2::${kinds[kind] ?? kind}`;
}

/**
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function recordOf(event: TrailEvent, accountId: string) {
  const { call, id, parameters } = event;
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: call.accessKeyId.replace(/^A[KS]IA/, 'AIDA'),
      arn: `arn:aws:iam::${accountId}:user/${call.accessKeyId}`,
      accountId,
      accessKeyId: call.accessKeyId,
      userName: call.accessKeyId,
    },
    // CloudTrail keeps whole seconds.
    eventTime: new Date(call.at).toISOString().replace(/\.\d+Z$/, 'Z'),
    eventSource: sourceOf(event),
    eventName: call.operation,
    awsRegion: call.region,
    sourceIPAddress: '127.0.0.1',
    userAgent: 'sandbox',
    requestParameters: parameters,
    responseElements: null,
    requestID: call.requestId,
    eventID: id,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: 'Management',
  };
}
