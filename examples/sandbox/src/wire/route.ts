import { AwsError } from './awsError';
import { rpcV2Cbor } from './protocols/cbor';
import { awsJson } from './protocols/json';
import { matchOperation } from './protocols/pathTemplate';
import { awsQuery, ec2Query } from './protocols/query';
import { restJson } from './protocols/restJson';
import { restXml } from './protocols/restXml';
import type { BoundOperation, Protocol, Service, WireRequest } from './types';

/** How a request reads on its own, before the service is known. */
export interface Route {
  protocol: Protocol;
  /** The operation's name as the request gives it; absent for REST. */
  name?: string;
  find(service: Service): BoundOperation;
}

const cborPath = /^\/service\/([^/]+)\/operation\/([^/]+)$/;

/** Tells the protocol and how to find the operation from content type, headers and path. */
export function routeOf(
  request: WireRequest,
  service: Service | undefined,
): Route {
  const contentType = request.headers['content-type'] ?? '';
  if (request.headers['smithy-protocol'] === 'rpc-v2-cbor')
    return cborRoute(request);
  const target = request.headers['x-amz-target'];
  if (target !== undefined) {
    const version = contentType.includes('json-1.0') ? '1.0' : '1.1';
    return jsonRoute(awsJson(version), target);
  }
  if (service?.isRest) return restRoute(request, service);
  if (contentType.includes('json')) return jsonRoute(awsJson('1.1'), '');
  return queryRoute(request, service);
}

function cborRoute({ path }: WireRequest): Route {
  const name = cborPath.exec(path)?.[2] ?? '';
  return { protocol: rpcV2Cbor, name, find: byName(name, 404) };
}

function jsonRoute(protocol: Protocol, target: string): Route {
  const dot = target.lastIndexOf('.');
  const name = target.slice(dot + 1);
  return {
    protocol,
    name,
    find: service => {
      // Some models write the service with its package before it, and AWS takes both.
      const named = target.slice(0, dot).split('.').pop();
      if (named !== service.serviceTarget) throw unknown(name, 400);
      return byName(name, 400)(service);
    },
  };
}

function queryRoute(request: WireRequest, service: Service | undefined): Route {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const name = form.get('Action') ?? request.query.get('Action') ?? '';
  const version = form.get('Version') ?? '';
  return {
    protocol: service?.isEc2 ? ec2Query : awsQuery,
    name,
    find: found => {
      const operation = found.operations.get(name);
      if (operation && version === found.version) return operation;
      throw found.isEc2
        ? new AwsError(
            'InvalidAction',
            `The action ${name} is not valid for this web service.`,
          )
        : new AwsError(
            name === '' ? 'MissingAction' : 'InvalidAction',
            `Could not find operation ${name} for version ${version}`,
          );
    },
  };
}

function restRoute(request: WireRequest, service: Service): Route {
  const isJson = service.xmlNamespace === undefined;
  return {
    protocol: isJson ? restJson : restXml,
    find: found => {
      const operation = matchOperation(found.operations.values(), request);
      if (operation) return operation;
      throw unknown(`${request.method} ${request.path}`, 404);
    },
  };
}

function byName(name: string, status: number) {
  return (service: Service) => {
    const operation = service.operations.get(name);
    if (!operation) throw unknown(name, status);
    return operation;
  };
}

function unknown(name: string, status: number) {
  return new AwsError(
    'UnknownOperationException',
    `The operation ${name} is not known to this service.`,
    { status },
  );
}
