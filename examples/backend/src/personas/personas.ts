import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError, NotFoundError } from '@backstage/errors';

/** Somebody to be in the example, without a password. */
export interface Persona {
  id: string;
  userEntityRef: string;
  name: string;
}

/** Reads the `personas` of the app configuration. */
export function readPersonas(config: Config): Persona[] {
  return (config.getOptionalConfigArray('personas') ?? []).map(persona => ({
    id: persona.getString('id'),
    userEntityRef: stringifyEntityRef(
      parseEntityRef(persona.getString('userEntityRef'), {
        defaultKind: 'user',
      }),
    ),
    name: persona.getString('name'),
  }));
}

/** The persona that a request asks to be. */
export function findPersona(
  personas: Persona[],
  id: string | undefined,
): Persona {
  const known = personas.map(persona => persona.id).join(', ') || 'none';
  if (!id) {
    throw new InputError(
      `Say who to be in the header X-Persona; known personas: ${known}`,
    );
  }
  const persona = personas.find(candidate => candidate.id === id);
  if (!persona) {
    throw new NotFoundError(
      `There is no persona '${id}'; known personas: ${known}`,
    );
  }
  return persona;
}
