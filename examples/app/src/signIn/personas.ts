import type { Config } from '@backstage/config';

/** Somebody to be in the example; see `personas` in app-config.yaml. */
export interface Persona {
  id: string;
  name: string;
  role: string;
  /** What this person may do, in one sentence. */
  may: string;
}

export function readPersonas(config: Config): Persona[] {
  return (config.getOptionalConfigArray('personas') ?? []).map(persona => ({
    id: persona.getString('id'),
    name: persona.getString('name'),
    role: persona.getString('role'),
    may: persona.getString('may'),
  }));
}
