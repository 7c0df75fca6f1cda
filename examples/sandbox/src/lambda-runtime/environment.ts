/** The settings that a function of the platform gets from its CDK stack. */
export interface FunctionSettings {
  platformId: string;
  holdDownSeconds: number;
  watchdogIntervalSeconds: number;
  watchdogRunSeconds: number;
}

/**
 * The whole environment of a function: Lambda's own variables, the function's, and nothing
 * that would tell it that it does not run on AWS but the endpoint's address.
 */
export function functionEnvironment(options: {
  functionName: string;
  region: string;
  accessKeyId: string;
  endpointUrl: string;
  /** A path at which there is nothing: the developer's own AWS profiles are not read. */
  nothing: string;
  settings: FunctionSettings;
}): Record<string, string> {
  const { functionName, region, settings } = options;
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: options.accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_ENDPOINT_URL: options.endpointUrl,
    AWS_CONFIG_FILE: options.nothing,
    AWS_SHARED_CREDENTIALS_FILE: options.nothing,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
    TZ: ':UTC',
    HYBRID_PLATFORM: settings.platformId,
    HOLD_DOWN_SECONDS: String(settings.holdDownSeconds),
    WATCHDOG_INTERVAL_SECONDS: String(settings.watchdogIntervalSeconds),
    WATCHDOG_RUN_SECONDS: String(settings.watchdogRunSeconds),
  };
}
