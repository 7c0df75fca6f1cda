import { AwsJson1_1Protocol } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { describeError } from '../awsError';
import { toBuffer } from '../body';
import type { Protocol, Service, WireReply } from '../types';
import { malformed } from '../validate';
import { queryCompatibleHeaders } from './queryCompatible';

// AWS JSON 1.0 and 1.1 differ in their content type only.
const codec = new AwsJson1_1Protocol({
  defaultNamespace: 'aws',
  serviceTarget: 'aws',
}).getPayloadCodec();

/** AWS JSON, of the version that the request's content type names. */
export const awsJson = (version: '1.0' | '1.1'): Protocol => {
  const write = (
    status: number,
    requestId: string,
    body: Buffer,
    headers: Record<string, string> = {},
  ): WireReply => ({
    status,
    headers: {
      'content-type': `application/x-amz-json-${version}`,
      'x-amzn-requestid': requestId,
      ...headers,
    },
    body,
  });
  return {
    decode: async (request, operation, service) => {
      const text = request.body.toString('utf8');
      // The codec would read any other value as an empty structure.
      if (!/^\s*(\{|$)/.test(text)) {
        throw malformed(service, 'The body must be a JSON object');
      }
      return operation.input.isUnitSchema()
        ? {}
        : await codec.createDeserializer().read(operation.input, text);
    },
    reply: (output, operation, _service, requestId) =>
      write(200, requestId, encodeJson(operation.output, output)),
    error: (error, service, requestId) => {
      const described = describeError(error, service);
      return write(
        described.status,
        requestId,
        Buffer.from(
          JSON.stringify({
            __type: qualified(service, described.shape),
            message: described.message,
            ...described.members,
          }),
        ),
        queryCompatibleHeaders(service, described),
      );
    },
  };
};

export function encodeJson(schema: NormalizedSchema, value: object): Buffer {
  if (schema.isUnitSchema()) return Buffer.from('{}');
  const serializer = codec.createSerializer();
  serializer.write(schema, value);
  return toBuffer(serializer.flush());
}

export function qualified(service: Service | undefined, shape: string) {
  return service?.errorSchemas.has(shape)
    ? `${service.namespace}#${shape}`
    : shape;
}
