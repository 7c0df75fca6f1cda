/**
 * The same plugin as the package's root, where tools and habits expect the new frontend
 * system.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
