import { AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import { describeError } from '../awsError';
import type { Protocol } from '../types';
import { isRaw, rawReply, readBindings, writeBindings } from './rest';

const codec = new AwsRestJsonProtocol({
  defaultNamespace: 'aws',
}).getPayloadCodec();

/**
 * REST with JSON bodies, as Lambda speaks it.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export const restJson: Protocol = {
  decode: async (request, operation, service) => {
    const { bound, payload } = readBindings(request, operation, service);
    if (request.body.length === 0 || (payload && isRaw(payload))) return bound;
    const body = await codec
      .createDeserializer()
      .read(payload ?? operation.input, request.body.toString('utf8'));
    return payload
      ? { ...bound, [payload.getMemberName()]: body }
      : { ...body, ...bound };
  },
  reply: (output, operation, _service, requestId) => {
    const { status, headers, body, payload } = writeBindings(output, operation);
    const common = {
      ...headers,
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
    };
    if (payload && isRaw(payload[0]))
      return rawReply(status, common, payload[1]);
    const [schema, value] = payload ?? [operation.output, body];
    const serializer = codec.createSerializer();
    serializer.write(schema, value);
    return rawReply(status, common, serializer.flush());
  },
  error: (error, service, requestId) => {
    const { status, shape, fault, message, members } = describeError(
      error,
      service,
    );
    return rawReply(
      status,
      {
        'content-type': 'application/json',
        'x-amzn-requestid': requestId,
        'x-amzn-errortype': shape,
      },
      JSON.stringify({
        Type: fault === 'Sender' ? 'User' : 'Service',
        Message: message,
        message,
        ...members,
      }),
    );
  },
};
