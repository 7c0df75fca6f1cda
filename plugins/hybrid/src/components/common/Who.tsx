import {
  parseEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { UNKNOWN_HOLDER } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';

function personOrGroup(ref: string): CompoundEntityRef | undefined {
  try {
    const parsed = parseEntityRef(ref);
    const kind = parsed.kind.toLocaleLowerCase('en-US');
    return kind === 'user' || kind === 'group' ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Who did something: a link to the person, or the plain name of a service. */
export function Who(props: { entityRef: string }) {
  const t = useTexts();
  const ref = personOrGroup(props.entityRef);
  if (props.entityRef === UNKNOWN_HOLDER) return <>{t('hold.unknownHolder')}</>;
  return ref ? (
    <EntityRefLink entityRef={ref} defaultKind="user" hideIcon />
  ) : (
    <>{props.entityRef}</>
  );
}
