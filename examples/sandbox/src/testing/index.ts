/**
 * What tests need of the sandbox: the example platform behind a real AWS endpoint, held
 * still, and patience.
 *
 * @packageDocumentation
 */
export { awsEnvironment } from './awsEnvironment';
export {
  contractDifferences,
  SCHEMA_LIMITS,
  SCHEMA_TYPES,
  type JsonSchema,
} from './contractDifferences';
export { SHOP_CONFIG } from './hybridConfig';
export {
  startTestPlatform,
  type OnCall,
  type TestPlatform,
  type TestPlatformOptions,
} from './testPlatform';
export type { TestGroup } from './testGroups';
export type { TestRules } from './testRules';
export { until } from './until';
