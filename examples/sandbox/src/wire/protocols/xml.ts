import { AwsRestXmlProtocol } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { Service, WireReply } from '../types';

type XmlCodec = ReturnType<AwsRestXmlProtocol['getPayloadCodec']>;

const codecs = new WeakMap<Service, XmlCodec>();

/** The SDK's XML codec with the service's namespace. It also writes query and EC2 replies. */
export function xmlCodec(service: Service): XmlCodec {
  const known = codecs.get(service);
  if (known) return known;
  const codec = new AwsRestXmlProtocol({
    defaultNamespace: service.namespace,
    xmlNamespace: service.xmlNamespace ?? '',
  }).getPayloadCodec();
  codecs.set(service, codec);
  return codec;
}

/** The elements inside the root element of a value's XML. */
export function innerXml(
  service: Service,
  schema: NormalizedSchema,
  value: object,
): string {
  if (schema.isUnitSchema()) return '';
  const serializer = xmlCodec(service).createSerializer();
  serializer.write(schema, value);
  const text = String(serializer.flush());
  const open = text.indexOf('>');
  return text[open - 1] === '/'
    ? ''
    : text.slice(open + 1, text.lastIndexOf('</'));
}

export const escapeXml = (text: string) =>
  text
    // Characters that XML 1.0 cannot hold at all.
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');

export const element = (name: string, text: string) =>
  `<${name}>${escapeXml(text)}</${name}>`;

export function xmlReply(
  status: number,
  requestId: string,
  body: string,
): WireReply {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`),
  };
}
