import type { NormalizedSchema } from '@smithy/core/schema';
import { toBuffer } from '../body';
import type { BoundOperation, Service, WireReply, WireRequest } from '../types';
import { malformed } from '../validate';
import { matchPath } from './pathTemplate';
import { parseScalar } from './scalar';

/*
 * HTTP bindings, shared by REST-JSON and REST-XML: which members travel in the path, the
 * query string and the headers, and which in the body.
 *
 * https://smithy.io/2.0/spec/http-bindings.html
 */

interface Traits {
  httpLabel?: 1;
  httpQuery?: string;
  httpHeader?: string;
  httpPayload?: 1;
  httpResponseCode?: 1;
}

const traitsOf = (schema: NormalizedSchema) =>
  schema.getMergedTraits() as Traits;

/** Reads what is bound to path, query string, headers and a raw payload. */
export function readBindings(
  request: WireRequest,
  operation: BoundOperation,
  service: Service,
): { bound: Record<string, unknown>; payload?: NormalizedSchema } {
  const labels = matchPath(operation.http![1], request) ?? {};
  const bound: Record<string, unknown> = {};
  let payload: NormalizedSchema | undefined;
  for (const [name, member] of operation.input.structIterator()) {
    const traits = traitsOf(member);
    if (traits.httpPayload) {
      payload = member;
      if (isRaw(member)) bound[name] = rawPayload(member, request.body);
      continue;
    }
    const text = boundText(name, traits, request, labels);
    if (text === undefined || text === null) continue;
    const value = parseScalar(member, text);
    if (value === undefined) {
      throw malformed(
        service,
        `The value '${text}' of ${name} cannot be converted`,
      );
    }
    bound[name] = value;
  }
  return { bound, payload };
}

function boundText(
  name: string,
  traits: Traits,
  request: WireRequest,
  labels: Record<string, string>,
) {
  if (traits.httpLabel) return labels[name];
  if (traits.httpQuery) return request.query.get(traits.httpQuery);
  if (traits.httpHeader)
    return request.headers[traits.httpHeader.toLowerCase()];
  return undefined;
}

/** Whether a payload member is bytes or text rather than a document. */
export function isRaw(schema: NormalizedSchema) {
  return schema.isBlobSchema() || schema.isStringSchema();
}

function rawPayload(schema: NormalizedSchema, body: Buffer) {
  if (body.length === 0) return undefined;
  return schema.isBlobSchema() ? new Uint8Array(body) : body.toString('utf8');
}

/** What of an output goes into headers and status; the rest is the body's. */
export function writeBindings(
  output: Record<string, unknown>,
  operation: BoundOperation,
): {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
  payload?: [NormalizedSchema, unknown];
} {
  let status = operation.http![2];
  let payload: [NormalizedSchema, unknown] | undefined;
  const headers: Record<string, string> = {};
  const body: Record<string, unknown> = {};
  if (operation.output.isUnitSchema()) return { status, headers, body };
  for (const [name, member] of operation.output.structIterator()) {
    const traits = traitsOf(member);
    const value = output[name];
    if (traits.httpPayload) payload = [member, value];
    else if (value === undefined) continue;
    else if (traits.httpResponseCode) status = value as number;
    else if (traits.httpHeader) {
      headers[traits.httpHeader.toLowerCase()] = String(value);
    } else body[name] = value;
  }
  return { status, headers, body, payload };
}

export function rawReply(
  status: number,
  headers: Record<string, string>,
  payload: unknown,
): WireReply {
  return {
    status,
    headers,
    body: toBuffer((payload ?? '') as Uint8Array | string),
  };
}
