export {
  awsEnvironment,
  startTestPlatform,
  type OnCall,
  type TestPlatform,
} from '@hybrid-platform/sandbox/testing';
