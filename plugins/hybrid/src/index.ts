/**
 * Shows each service's traffic weights and health on-premises and on AWS, and lets its
 * owner fail it over. For the new frontend system; the old one is in `./legacy`.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
export { hybridApiRef } from './api';
export { isHybridServiceAvailable } from './entity';
