import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RuleAction } from '../../model';

/** Answers a request whose rule does not forward it. */
export function respondByAction(
  action: Exclude<RuleAction, { type: 'forward' }>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (action.type === 'fixed-response') {
    response.writeHead(Number(action.statusCode), {
      'content-type': action.contentType ?? 'text/plain',
    });
    response.end(action.messageBody ?? '');
    return;
  }
  const location = redirectLocation(action.settings, request);
  response.writeHead(action.settings.StatusCode === 'HTTP_301' ? 301 : 302, {
    location,
  });
  response.end();
}

/** ELB's redirect: each part may be given, and may name the request's own. */
function redirectLocation(
  settings: Record<string, unknown>,
  request: IncomingMessage,
): string {
  const url = new URL(
    request.url ?? '/',
    `https://${request.headers.host ?? 'localhost'}`,
  );
  const own: Record<string, string> = {
    protocol: 'https',
    host: url.hostname,
    port: '443',
    path: url.pathname.slice(1),
    query: url.search.slice(1),
  };
  const part = (name: string, otherwise: string) =>
    String(settings[name] ?? otherwise).replace(
      /#\{(\w+)\}/g,
      (whole, key: string) => own[key] ?? whole,
    );
  const query = part('Query', '#{query}');
  return `${part('Protocol', 'https').toLowerCase()}://${part(
    'Host',
    '#{host}',
  )}:${part('Port', '#{port}')}${part('Path', '/#{path}')}${
    query ? `?${query}` : ''
  }`;
}
