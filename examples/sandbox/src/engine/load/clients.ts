import type { IncomingHttpHeaders } from 'node:http';
import { STICKY_COOKIE } from '../dataPlane/stickiness';

/** How many clients take turns at a service, and how many of them keep cookies. */
const CLIENTS = 10;
const KEEP_COOKIES = 5;

/** The clients of one service at one listener. */
export interface Clients {
  /** Whose turn it is. */
  next(): Client;
}

/** One of them: what it sends along, and what it keeps of an answer. */
export interface Client {
  headers(): { cookie?: string };
  answered(headers: IncomingHttpHeaders): void;
}

/** Half of them keep the load balancer's cookie, as browsers do; scripts and probes do not. */
export function createClients(): Clients {
  const cookies = new Map<number, string>();
  let turn = 0;
  return {
    next() {
      const client = turn % CLIENTS;
      turn += 1;
      return {
        headers() {
          const cookie = cookies.get(client);
          return cookie === undefined ? {} : { cookie };
        },
        answered(headers) {
          if (client >= KEEP_COOKIES) return;
          const given = headers['set-cookie']?.find(each =>
            each.startsWith(`${STICKY_COOKIE}=`),
          );
          if (given) cookies.set(client, given.split(';')[0]!);
        },
      };
    },
  };
}
