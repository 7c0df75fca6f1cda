import { describeError } from '../awsError';
import type { Protocol } from '../types';
import { decodeForm } from './form';
import { element, innerXml, xmlReply } from './xml';

const xmlns = (namespace: string | undefined) =>
  namespace ? ` xmlns="${namespace}"` : '';

/**
 * The AWS query protocol: forms in, XML out.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export const awsQuery: Protocol = {
  decode: async (request, operation, service) =>
    decodeForm(request.body.toString('utf8'), operation.input, service),
  reply: (output, { name, output: schema }, service, requestId) =>
    xmlReply(
      200,
      requestId,
      `<${name}Response${xmlns(service.xmlNamespace)}><${name}Result>${innerXml(
        service,
        schema,
        output,
      )}</${name}Result><ResponseMetadata>${element(
        'RequestId',
        requestId,
      )}</ResponseMetadata></${name}Response>`,
    ),
  error: (error, service, requestId) => {
    const { status, fault, code, message } = describeError(error, service);
    return xmlReply(
      status,
      requestId,
      `<ErrorResponse${xmlns(service?.xmlNamespace)}><Error>${element(
        'Type',
        fault,
      )}${element('Code', code)}${element('Message', message)}</Error>${element(
        'RequestId',
        requestId,
      )}</ErrorResponse>`,
    );
  },
};

/**
 * EC2's variant: lists are flat, and there is no result element.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
export const ec2Query: Protocol = {
  decode: awsQuery.decode,
  reply: (output, { name, output: schema }, service, requestId) =>
    xmlReply(
      200,
      requestId,
      `<${name}Response${xmlns(service.xmlNamespace)}>${element(
        'requestId',
        requestId,
      )}${innerXml(service, schema, output)}</${name}Response>`,
    ),
  error: (error, service, requestId) => {
    const { status, code, message } = describeError(error, service);
    return xmlReply(
      status,
      requestId,
      `<Response><Errors><Error>${element('Code', code)}${element(
        'Message',
        message,
      )}</Error></Errors>${element('RequestID', requestId)}</Response>`,
    );
  },
};
