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
        /**
         * The platform's databases by site, for the preflight of its replications to ask them
         * how they are set. Without one, it knows what DMS and RDS tell.
         */
        databases?: {
          [site: string]: {
            host: string;
            /** Default: 3306. */
            port?: number;
            /**
             * A user that may read settings and, unless it is DMS's own, `mysql.user`.
             * @visibility secret
             */
            user: string;
            /** @visibility secret */
            password: string;
            /**
             * Whether to connect by TLS: with the certificates that Node.js trusts (true), with
             * those of RDS, or with one of your own. Default: `amazon-rds` for the site `aws`,
             * and false for the site `on-prem`, to which the VPN encrypts.
             */
            ssl?: boolean | 'amazon-rds' | { /** PEM. */ ca: string };
            /** The user that DMS connects as. Default: that of the endpoint, or `dms`. */
            dmsUser?: string;
          };
        };
        /** With this, somebody else has to approve a shift before anything is touched. */
        approval?: {
          /** The kinds of shift that need it. Default: all. */
          kinds?: ('failover' | 'reset' | 'custom' | 'drill')[];
          /** How long a shift waits for it before it is aborted. Default: 30 minutes. */
          expiresAfter?: HumanDuration | string;
        };
        replication?: {
          /** As `hybrid.replication.maxLag`, for this platform. */
          maxLag?: HumanDuration | string;
        };
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
    replication?: {
      /**
       * By how much a replication may trail when traffic moves to the site that receives its
       * data. Default: 30 seconds.
       */
      maxLag?: HumanDuration | string;
    };
    readiness?: {
      /**
       * How often it is asked, in the background, whether all traffic of each service could go
       * to each site. Default: 30 minutes.
       */
      frequency?: HumanDuration | string;
      /**
       * About how many services per second; each takes two calls to the load balancers' API,
       * and what is left is for shifts. Default: 2.
       */
      perSecond?: number;
    };
    /**
     * How fast the load balancers of each platform may be called, by each process of the
     * backend. Default: what AWS allows an account in a Region. Raise it when AWS Support
     * has; lower it to leave room for others who call the same API.
     */
    requestLimits?: {
      /** All calls: at once, and per second after that. Default: 40 and 10. */
      account?: { burst?: number; perSecond?: number };
      /** Calls that read. Default: 40 and 10. */
      read?: { burst?: number; perSecond?: number };
      /** Calls that change something. Default: 20 and 3. */
      write?: { burst?: number; perSecond?: number };
    };
    shift?: {
      /**
       * How long after a shift has changed a service's weights the next one must wait. What
       * leads back, leaves a site without a healthy target, or evacuates a site, need not.
       * Default: 60 seconds; 0 for none.
       */
      cooldown?: HumanDuration | string;
      /**
       * How long in all a shift goes on trying while AWS throttles or fails, and as long again
       * when it must be rolled back. Default: 2 minutes.
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
      /**
       * A process of the backend that has not been heard of for this long counts as dead, and
       * another one goes on with its shifts. At least one second. Default: 30 seconds.
       */
      lease?: HumanDuration | string;
      gate?: {
        /**
         * The share of the gaining site's requests that may fail while a step's weights prove
         * themselves, in percent. Default: 5.
         */
        maxErrorPercent?: number;
      };
      drill?: {
        /**
         * How long a drill that is over tries to return while the old site has no healthy
         * target, or AWS does not let it. Default: 10 minutes.
         */
        returnTimeout?: HumanDuration | string;
      };
    };
  };
}
