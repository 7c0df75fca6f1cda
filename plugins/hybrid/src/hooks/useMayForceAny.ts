import { useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { hybridTrafficForcePermission } from '@hybrid-platform/backstage-plugin-hybrid-common';

/** Enough to tell; the backend asks for each service that is forced. */
const SAMPLE = 20;

/** Whether the person who looks may override safety rules of at least one of the services. */
export function useMayForceAny(entityRefs: readonly string[]): boolean {
  const permissions = useApi(permissionApiRef);
  const [mayForce, setMayForce] = useState(false);
  const sample = entityRefs.slice(0, SAMPLE).join(' ');

  useEffect(() => {
    let isCurrent = true;
    setMayForce(false);
    Promise.all(
      sample
        .split(' ')
        .filter(Boolean)
        .map(resourceRef =>
          permissions.authorize({
            permission: hybridTrafficForcePermission,
            resourceRef,
          }),
        ),
    ).then(
      decisions =>
        isCurrent &&
        setMayForce(
          decisions.some(({ result }) => result === AuthorizeResult.ALLOW),
        ),
      // Whoever cannot be told apart is offered no force.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [permissions, sample]);

  return mayForce;
}
