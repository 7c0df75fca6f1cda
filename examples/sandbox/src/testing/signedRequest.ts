import type { WireRequest } from '../wire/types';

/** A request as a client would send it, unsigned but for its credential scope. */
export function signedRequest(
  service: string,
  request: Partial<Omit<WireRequest, 'body'>> & { body?: string | Buffer },
): WireRequest {
  return {
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    ...request,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=AKIATESTER/20261122/ap-northeast-2/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      ...request.headers,
    },
    body: Buffer.from(request.body ?? ''),
  };
}
