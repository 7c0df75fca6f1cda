import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { cbor } from '@smithy/core/cbor';
import { describeError } from '../awsError';
import { toBuffer } from '../body';
import type { Protocol, WireReply } from '../types';
import { qualified } from './json';
import { queryCompatibleHeaders } from './queryCompatible';

const codec = new AwsSmithyRpcV2CborProtocol({
  defaultNamespace: 'aws',
}).getPayloadCodec();

/** Smithy RPC v2 with CBOR bodies. */
export const rpcV2Cbor: Protocol = {
  decode: async (request, operation) =>
    request.body.length === 0 || operation.input.isUnitSchema()
      ? {}
      : await codec.createDeserializer().read(operation.input, request.body),
  reply: (output, operation, _service, requestId) => {
    if (operation.output.isUnitSchema()) {
      return write(200, requestId, cbor.serialize({}));
    }
    const serializer = codec.createSerializer();
    serializer.write(operation.output, output);
    return write(200, requestId, serializer.flush());
  },
  error: (error, service, requestId) => {
    const described = describeError(error, service);
    return write(
      described.status,
      requestId,
      cbor.serialize({
        __type: qualified(service, described.shape),
        message: described.message,
        ...described.members,
      }),
      queryCompatibleHeaders(service, described),
    );
  },
};

function write(
  status: number,
  requestId: string,
  body: Uint8Array,
  headers: Record<string, string> = {},
): WireReply {
  return {
    status,
    headers: {
      'content-type': 'application/cbor',
      'smithy-protocol': 'rpc-v2-cbor',
      'x-amzn-requestid': requestId,
      ...headers,
    },
    body: toBuffer(body),
  };
}
