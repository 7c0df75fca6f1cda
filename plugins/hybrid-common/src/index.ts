/**
 * What the hybrid plugins share: words, types, annotations, tags, permissions
 * and the client of the REST API.
 *
 * @packageDocumentation
 */
export * from './contract/types';
export * from './limits';
export * from './annotations';
export * from './tags';
export * from './sites';
export * from './shifts';
export * from './entityRefs';
export * from './caughtUp';
export {
  MAX_LAG_AGE_SECONDS,
  lagInWords,
  measuredLag,
  type MeasuredLag,
} from './lag';
export * from './receiving';
export { isLoadedOnce, type JudgedReplication } from './shortcoming';
export * from './permissions';
export * from './announcements';
export * from './api';
export * from './refusals';
export * from './client';
