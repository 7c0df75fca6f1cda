/**
 * Backend of the hybrid plugin: platforms, service status and traffic shifts over REST.
 *
 * @packageDocumentation
 */
export { hybridPlugin as default } from './plugin';
