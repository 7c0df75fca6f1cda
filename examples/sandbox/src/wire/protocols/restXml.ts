import { describeError } from '../awsError';
import type { Protocol } from '../types';
import { isRaw, rawReply, readBindings, writeBindings } from './rest';
import { element, innerXml, xmlCodec, xmlReply } from './xml';

/**
 * REST with XML bodies, as Route 53 speaks it.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 */
export const restXml: Protocol = {
  decode: async (request, operation, service) => {
    const { bound, payload } = readBindings(request, operation, service);
    if (request.body.length === 0 || (payload && isRaw(payload))) return bound;
    const body = xmlCodec(service)
      .createDeserializer()
      .read(payload ?? operation.input, request.body);
    return payload
      ? { ...bound, [payload.getMemberName()]: body }
      : { ...body, ...bound };
  },
  reply: (output, operation, service, requestId) => {
    const { status, headers, body, payload } = writeBindings(output, operation);
    if (payload && isRaw(payload[0])) {
      return rawReply(
        status,
        { ...headers, 'x-amzn-requestid': requestId },
        payload[1],
      );
    }
    const [schema, value] = payload ?? [operation.output, body];
    const name = schema.getName() ?? `${operation.name}Response`;
    const xmlns = service.xmlNamespace
      ? ` xmlns="${service.xmlNamespace}"`
      : '';
    const reply = xmlReply(
      status,
      requestId,
      `<${name}${xmlns}>${innerXml(
        service,
        schema,
        value as object,
      )}</${name}>`,
    );
    return { ...reply, headers: { ...reply.headers, ...headers } };
  },
  error: (error, service, requestId) => {
    const { status, fault, code, message } = describeError(error, service);
    const xmlns = service?.xmlNamespace
      ? ` xmlns="${service.xmlNamespace}"`
      : '';
    return xmlReply(
      status,
      requestId,
      `<ErrorResponse${xmlns}><Error>${element('Type', fault)}${element(
        'Code',
        code,
      )}${element('Message', message)}</Error>${element(
        'RequestId',
        requestId,
      )}</ErrorResponse>`,
    );
  },
};
