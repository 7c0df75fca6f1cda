import type { ReactNode } from 'react';
import type { Entity } from '@backstage/catalog-model';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { HybridApi } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { aComponent } from './fixtures';
import { aHybridApi } from './hybridApi';
import { FakeSignals } from './signals';

/** What a test of something on an entity's page works with. */
export interface RenderedOnEntity {
  api: jest.Mocked<HybridApi>;
  signals: FakeSignals;
  unmount: () => void;
}

/** Who looks, at what, and what the backend answers. */
export interface RenderOnEntityOptions {
  entity?: Entity;
  api?: Partial<HybridApi>;
  signals?: FakeSignals;
  /**
   * The permissions that are denied, by their names; by default `hybrid.traffic.force`.
   * Answers are kept per permission and entity: a test that denies others needs an entity
   * of its own.
   */
  denied?: readonly string[] | 'fails';
  /** User ref of who looks. */
  viewer?: string;
}

/** Renders something on the page of an entity as an app would, with the APIs it asks for. */
export function renderOnEntity(
  element: ReactNode,
  options: RenderOnEntityOptions = {},
): RenderedOnEntity {
  const { entity = aComponent(), viewer = 'user:default/guest' } = options;
  const { denied = ['hybrid.traffic.force'] } = options;
  const api = aHybridApi(options.api);
  const signals = options.signals ?? new FakeSignals();
  const permission = mockApis.permission({
    authorize: request =>
      denied.includes(request.permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
  });
  if (denied === 'fails') {
    permission.authorize = async () => {
      throw new Error('The permission backend is down');
    };
  }
  const { unmount } = renderInTestApp(
    <EntityProvider entity={entity}>{element}</EntityProvider>,
    {
      apis: [
        [hybridApiRef, api],
        [permissionApiRef, permission],
        [signalApiRef, signals.api],
        [identityApiRef, mockApis.identity({ userEntityRef: viewer })],
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  return { api, signals, unmount: () => unmount() };
}
