import { QueryClient } from '@tanstack/react-query';

const clients = new WeakMap<object, QueryClient>();

/**
 * The query client of an API: one for all of the plugin's cards and pages, which have no
 * common parent that could provide it in either frontend system.
 */
export function queryClientOf(api: object): QueryClient {
  let client = clients.get(api);
  if (!client) {
    client = new QueryClient({
      defaultOptions: {
        queries: {
          // Nobody decides by what was true when the page was last looked at.
          gcTime: 0,
          refetchOnWindowFocus: 'always',
          // A browser that thinks it is offline may well reach its company's network.
          networkMode: 'always',
        },
      },
    });
    client.mount();
    clients.set(api, client);
  }
  return client;
}
