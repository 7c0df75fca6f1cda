/*
 * The plugin in a process of its own, for checks that are not written in TypeScript: it speaks
 * HTTP, and finds AWS by its environment alone. What it knows of comes in `BACKEND_PROCESS`, and
 * one line on standard output tells where it listens. It ends when its standard input does.
 */
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { HYBRID_PLATFORM_ANNOTATION } from '@hybrid-platform/backstage-plugin-hybrid-common';
import hybridPlugin from '../index';
import { component } from './backend';
import { replicaConfig } from './replicas/replicaConfig';

interface Options {
  accountId: string;
  region: string;
  /** The services of each platform. A service's component has its name. */
  platforms: Record<string, string[]>;
  /** Who calls, by the name of their user entity. */
  users: string[];
}

const LEASE_SECONDS = 30;

function config({ accountId, region, platforms }: Options) {
  return {
    hybrid: {
      ...replicaConfig(LEASE_SECONDS).hybrid,
      platforms: Object.fromEntries(
        Object.keys(platforms).map(id => [id, { accountId, region }]),
      ),
    },
  };
}

function entities({ platforms }: Options): Entity[] {
  return Object.entries(platforms).flatMap(([id, services]) => [
    ...services.map(name => component(name, `${id}/${name}`)),
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: {
        name: id,
        namespace: 'default',
        annotations: { [HYBRID_PLATFORM_ANNOTATION]: id },
      },
      spec: { owner: 'group:default/shop' },
    },
  ]);
}

async function main() {
  const options: Options = JSON.parse(process.env.BACKEND_PROCESS!);
  const backend = await startTestBackend({
    features: [
      hybridPlugin,
      catalogServiceMock.factory({ entities: entities(options) }),
      mockServices.rootConfig.factory({ data: config(options) }),
    ],
  });
  const authorization = Object.fromEntries(
    options.users.map(user => [
      user,
      mockCredentials.user.header(`user:default/${user}`),
    ]),
  );
  const url = `http://localhost:${backend.server.port()}/api/hybrid`;
  process.stdout.write(`${JSON.stringify({ url, authorization })}\n`);
  process.stdin.resume().once('end', () => {
    backend.stop().finally(() => process.exit(0));
  });
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
});
