export { hybridApiRef } from './hybridApiRef';
