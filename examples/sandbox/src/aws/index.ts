export {
  createAwsEndpoint,
  startAwsEndpoint,
  type AwsEndpoint,
  type AwsEndpointOptions,
} from './endpoint';
