import { useLocation } from 'react-router-dom';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { HybridApi } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { FleetPage } from '../components/FleetPage';
import { aHybridApi } from './hybridApi';
import { FakeSignals } from './signals';

/** Gives elements a size, which the browser of the tests does not: a table shows what fits. */
export function layOutElements(height: number = 600) {
  const spies = [
    jest
      .spyOn(Element.prototype, 'clientHeight', 'get')
      .mockReturnValue(height),
    jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1_200),
  ];
  return () => spies.forEach(spy => spy.mockRestore());
}

/** What a test of the fleet page works with. */
interface RenderedFleet {
  api: jest.Mocked<HybridApi>;
  signals: FakeSignals;
  /** Names of the permissions that were asked for and answered. */
  asked: string[];
  /** The path and query of the page's address. */
  address(): string;
}

/** Renders the fleet page at an address, as an app would. */
export function renderFleet(
  options: {
    path?: string;
    api?: Partial<HybridApi>;
    /**
     * Names of permissions that are refused. Answers are kept per permission and entity: a
     * test that refuses one asks about an entity that no other test asks about.
     */
    denied?: readonly string[];
  } = {},
): RenderedFleet {
  const { path = '/shop', denied = [] } = options;
  const api = aHybridApi({
    getPlatforms: async () => [],
    getEvacuations: async () => [],
    ...options.api,
  });
  const signals = new FakeSignals();
  const asked: string[] = [];
  const permission = mockApis.permission({
    authorize: request => {
      asked.push(request.permission.name);
      return denied.includes(request.permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW;
    },
  });
  let address = '';
  const Address = () => {
    const { pathname, search } = useLocation();
    address = pathname + search;
    return null;
  };
  renderInTestApp(
    <>
      <FleetPage />
      <Address />
    </>,
    {
      initialRouteEntries: [path],
      apis: [
        [hybridApiRef, api],
        [permissionApiRef, permission],
        [signalApiRef, signals.api],
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  return { api, signals, asked, address: () => address };
}
