import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Architecture, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import {
  LogLevel,
  NodejsFunction,
  OutputFormat,
  type NodejsFunctionProps,
} from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

type PlatformFunctionProps = Required<
  Pick<NodejsFunctionProps, 'functionName' | 'description' | 'entry'>
> &
  Pick<
    NodejsFunctionProps,
    | 'timeout'
    | 'environment'
    | 'reservedConcurrentExecutions'
    | 'deadLetterQueue'
    | 'retryAttempts'
    | 'memorySize'
  >;

const ROOT = join(__dirname, '..');

/** A Lambda function of this repository: bundled here, with a log group and role of its own. */
export class PlatformFunction extends NodejsFunction {
  readonly ownRole: Role;

  constructor(scope: Construct, id: string, props: PlatformFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      logGroupName: `/aws/lambda/${props.functionName}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: props.description,
    });
    super(scope, id, {
      timeout: Duration.minutes(1),
      memorySize: 256,
      ...props,
      role,
      logGroup,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      tracing: Tracing.DISABLED,
      handler: 'handler',
      projectRoot: ROOT,
      depsLockFilePath: join(ROOT, 'package-lock.json'),
      bundling: {
        format: OutputFormat.CJS,
        target: 'node24',
        sourceMap: true,
        tsconfig: join(ROOT, 'tsconfig.json'),
        logLevel: LogLevel.WARNING,
        externalModules: ['@aws-sdk/*', '@smithy/*'],
      },
    });
    logGroup.grantWrite(role);
    this.ownRole = role;
  }
}
