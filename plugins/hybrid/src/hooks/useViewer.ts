import { useEffect, useState } from 'react';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';

/** The user ref of the person who looks; undefined until known. */
export function useViewer(): string | undefined {
  const identity = useApi(identityApiRef);
  const [viewer, setViewer] = useState<string>();
  useEffect(() => {
    let isCurrent = true;
    identity.getBackstageIdentity().then(
      ({ userEntityRef }) => isCurrent && setViewer(userEntityRef),
      // Who cannot be told apart is treated as anybody: the backend has the last word.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [identity]);
  return viewer;
}
