import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/**
 * The full entity ref of an input; a short one means a Component of the default namespace.
 *
 * @public
 */
export function entityRefOf({ entityRef }: { entityRef: string }): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(entityRef, { defaultKind: 'component' }),
    );
  } catch {
    throw new InputError(
      `entityRef '${entityRef}' is no entity ref. Write it like component:default/cart.`,
    );
  }
}
