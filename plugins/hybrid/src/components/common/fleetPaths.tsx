import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { useResolvedPath } from 'react-router-dom';

/** Where the parts of the fleet page are, wherever an app has put the page itself. */
interface FleetPaths {
  root: string;
  platform(id: string): string;
  evacuation(platform: string, id: string): string;
}

function pathsFrom(root: string): FleetPaths {
  const platform = (id: string) =>
    `${root.replace(/\/$/, '')}/${encodeURIComponent(id)}`;
  return {
    root,
    platform,
    evacuation: (id, evacuation) =>
      `${platform(id)}/evacuations/${encodeURIComponent(evacuation)}`,
  };
}

const FleetPathsContext = createContext<FleetPaths>(pathsFrom('/hybrid'));

/** Takes the path of the page from the router; to be rendered at the page's root. */
export function FleetPathsProvider(props: { children: ReactNode }) {
  const { pathname } = useResolvedPath('');
  const paths = useMemo(() => pathsFrom(pathname), [pathname]);
  return (
    <FleetPathsContext.Provider value={paths}>
      {props.children}
    </FleetPathsContext.Provider>
  );
}

/** See {@link FleetPaths}. */
export function useFleetPaths(): FleetPaths {
  return useContext(FleetPathsContext);
}
