import {
  CloudTrailClient,
  LookupEventsCommand,
  type LookupAttribute,
} from '@aws-sdk/client-cloudtrail';
import { AwsError, defineService, on } from '../../wire';
import { page } from '../paging';
import { renderEvent, sourceOf, typeOf } from './render';
import type { Trail, TrailEvent } from './trail';

const MAX_RESULTS = 50;

/**
 * CloudTrail: the event history of the calls that changed listener rules. AWS takes minutes
 * to show an event; here it is there at once.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const cloudTrail = (trail: Trail, accountId: string) =>
  defineService({
    client: new CloudTrailClient({ region: 'us-east-1' }),
    operations: [
      on(LookupEventsCommand)((input, call) => {
        const size = input.MaxResults ?? MAX_RESULTS;
        if (!Number.isInteger(size) || size < 1 || size > MAX_RESULTS) {
          throw new AwsError(
            'InvalidMaxResultsException',
            `MaxResults must be between 1 and ${MAX_RESULTS}.`,
          );
        }
        const from = input.StartTime?.getTime() ?? -Infinity;
        const to = input.EndTime?.getTime() ?? Infinity;
        if (from > to) {
          throw new AwsError(
            'InvalidTimeRangeException',
            'The start time must not be after the end time.',
          );
        }
        const matches = readAttributes(input.LookupAttributes);
        const found = trail.events.filter(
          event =>
            event.call.region === call.region &&
            wholeSeconds(event.call.at) >= from &&
            wholeSeconds(event.call.at) <= to &&
            matches(event),
        );
        const { items, next } = page(found, {
          key: ({ id }) => id,
          size,
          token: input.NextToken,
          invalid: () =>
            new AwsError('InvalidNextTokenException', 'The token is invalid.'),
        });
        return {
          Events: items.map(event => renderEvent(event, accountId)),
          NextToken: next,
        };
      }),
    ],
  });

const attributes: Record<string, (event: TrailEvent) => string[]> = {
  AccessKeyId: ({ call }) => [call.accessKeyId],
  EventId: ({ id }) => [id],
  EventName: ({ call }) => [call.operation],
  EventSource: event => [sourceOf(event)],
  ReadOnly: () => ['false'],
  ResourceName: ({ resources }) => resources,
  ResourceType: ({ resources }) => resources.map(typeOf),
  Username: ({ call }) => [call.accessKeyId],
};

/** AWS takes one attribute, and not more. */
function readAttributes(
  given: LookupAttribute[] | undefined,
): (event: TrailEvent) => boolean {
  const [attribute, ...others] = given ?? [];
  if (!attribute) return () => true;
  const valuesOf =
    attributes[
      Object.hasOwn(attributes, attribute.AttributeKey!)
        ? attribute.AttributeKey!
        : ''
    ];
  if (others.length > 0 || !valuesOf) {
    throw new AwsError(
      'InvalidLookupAttributesException',
      others.length > 0
        ? 'You can specify only one lookup attribute.'
        : `The lookup attribute ${attribute.AttributeKey} is not valid.`,
    );
  }
  return event => valuesOf(event).includes(attribute.AttributeValue!);
}

/** CloudTrail knows no parts of a second. */
function wholeSeconds(at: number): number {
  return Math.floor(at / 1000) * 1000;
}
