import type { HumanDuration } from '@backstage/types';

export interface Config {
  hybrid?: {
    /**
     * The deployed hybrid platforms, by id: lower-case letters, digits and hyphens. The id
     * is the value of the tag `hybrid-platform:platform` on the platform's AWS resources.
     * Credentials come from the `aws` configuration of `@backstage/integration-aws-node`.
     */
    platforms?: {
      [id: string]: {
        /** The 12-digit id of the AWS account that the platform is deployed in. */
        accountId: string;
        /** The AWS Region that the platform is deployed in, such as `ap-northeast-2`. */
        region: string;
      };
    };
    traffic?: {
      /**
       * The window over which requests and errors are counted. At least one minute.
       * Default: 3 minutes.
       */
      window?: HumanDuration | string;
    };
    snapshot?: {
      /**
       * How old the view of AWS may be before a request for it refreshes it.
       * Default: 10 seconds.
       */
      maxAge?: HumanDuration | string;
      /**
       * How often it is refreshed while nobody asks. Default: 60 seconds.
       */
      refresh?: HumanDuration | string;
      /**
       * How long a request waits for the first view of a platform. Default: 20 seconds.
       */
      timeout?: HumanDuration | string;
    };
    detail?: {
      /**
       * How old target health and metrics of a viewed service may be. Default: 3 seconds.
       */
      maxAge?: HumanDuration | string;
    };
    shift?: {
      /**
       * How long a shift goes on trying while AWS throttles or fails. Default: 2 minutes.
       */
      retryFor?: HumanDuration | string;
      /**
       * How long the written weights may take until AWS shows them. Default: 30 seconds.
       */
      confirmTimeout?: HumanDuration | string;
      verify?: {
        /** Time between two looks at the gaining site's targets. Default: 2 seconds. */
        interval?: HumanDuration | string;
        /** How many looks in a row must find it healthy. Default: 3. */
        checks?: number;
        /** When they have not by then, the verification has failed. Default: 1 minute. */
        timeout?: HumanDuration | string;
      };
    };
  };
}
