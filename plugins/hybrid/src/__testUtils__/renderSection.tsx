import type { ReactElement } from 'react';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { HybridApi } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { aHybridApi } from './hybridApi';
import { FakeSignals } from './signals';

/** Renders a part of a page with the APIs that it asks for. */
export function renderSection(
  element: ReactElement,
  options: { api?: Partial<HybridApi>; isPermitted?: boolean } = {},
) {
  const api = aHybridApi(options.api);
  const signals = new FakeSignals();
  const { isPermitted = true } = options;
  renderInTestApp(element, {
    apis: [
      [hybridApiRef, api],
      [
        permissionApiRef,
        mockApis.permission({
          authorize: isPermitted ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        }),
      ],
      [signalApiRef, signals.api],
    ],
  });
  return { api, signals };
}
