import type { ContractSchemas } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { z as zod } from 'zod/v3';
import { schemaOf } from '../contract/openapi';
import { membersOf, type Z } from './zodOf';

type Schemas = ContractSchemas;

/** Zod's shape of some members of an object. */
type Shape<Of, Key extends keyof Of> = {
  [Name in Key]-?: zod.ZodType<Of[Name]>;
};

/** What a caller may give: members of a request as the contract has them, with their limits. */
export function requestFields<
  Name extends keyof Schemas,
  Key extends keyof Schemas[Name] & string,
>(z: Z, name: Name, ...keys: Key[]): Shape<Schemas[Name], Key> {
  const shape = membersOf(z, schemaOf(name), { limits: true }, keys);
  return shape as Shape<Schemas[Name], Key>;
}

/**
 * What is shown of an answer: those members, or all. Limits are left out, so that an odd
 * answer is shown, as the API itself does it, and not lost.
 */
export function answerView<
  Name extends keyof Schemas,
  Key extends keyof Schemas[Name] & string,
>(
  z: Z,
  name: Name,
  ...keys: Key[]
): zod.ZodObject<Shape<Schemas[Name], Key>, 'strip'> {
  const only = keys.length > 0 ? keys : undefined;
  const shape = membersOf(z, schemaOf(name), { limits: false }, only);
  return z.object(shape as Shape<Schemas[Name], Key>);
}
