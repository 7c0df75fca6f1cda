import type { CommandImpl } from '@smithy/core/client';
import type { MetadataBearer, StaticOperationSchema } from '@smithy/types';
import type { Call, Operation } from './types';

/**
 * Binds a handler to an operation of the AWS SDK, by the SDK's own command:
 * `on(DescribeRulesCommand)(input => ({ Rules: [] }))`.
 *
 * It is curried because TypeScript would otherwise widen enum literals in what the handler
 * returns to `string`; like this both the input and the literals are checked.
 *
 * @public
 */
export const on =
  <I extends object, O extends MetadataBearer>(
    Command: new (input: any) => CommandImpl<I, O, any, any, any>,
  ) =>
  (
    handle: (
      input: I,
      call: Call,
    ) => Omit<O, '$metadata'> | Promise<Omit<O, '$metadata'>>,
  ): Operation => ({
    schema: new Command({}).schema as StaticOperationSchema,
    handle,
  });
