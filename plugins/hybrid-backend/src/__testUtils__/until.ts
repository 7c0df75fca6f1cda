export { until } from '@hybrid-platform/sandbox/testing';
