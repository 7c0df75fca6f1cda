/**
 * What the hybrid plugins share: words, types, annotations, tags, permissions
 * and the client of the REST API.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './tags';
export * from './sites';
export * from './platforms';
export * from './services';
export * from './safety';
export * from './shifts';
export * from './evacuations';
export * from './replications';
export * from './history';
export * from './problems';
export * from './permissions';
export * from './signals';
export * from './api';
export * from './caughtUp';
export * from './client';
