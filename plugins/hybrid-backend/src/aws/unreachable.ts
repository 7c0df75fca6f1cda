import type { Problem } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { FAILURE_NAMES } from './failureNames';

/** What the SDK says of an answer that is none of AWS's, such as a page of a proxy. */
const NOT_OF_AWS = /Deserialization error|Unexpected token '?</;
const PROXY_AUTHENTICATION_REQUIRED = 407;

/** What a failed call tells of the way to AWS, if it is that which failed. */
export function unreachable(
  region: string,
  failed: {
    names: ReadonlySet<string>;
    messages: string;
    statuses: readonly (number | undefined)[];
  },
): Problem | undefined {
  const { names, messages, statuses } = failed;
  const has = (kind: 'certificate' | 'nameUnknown' | 'unreachable') =>
    [...FAILURE_NAMES[kind]].find(name => names.has(name));
  const problem = (message: string, remedy: string): Problem => ({
    code: 'aws-unreachable',
    message,
    remedy,
  });

  const certificate = has('certificate');
  if (certificate) {
    return problem(
      `What answers for AWS in ${region} does not prove to be AWS (${certificate}).`,
      'Let the Backstage backend trust the certificate authority of the proxy or VPC endpoint on the way (NODE_EXTRA_CA_CERTS), or take AWS out of what the proxy decrypts; see whether the clock of the backend is right, too.',
    );
  }
  if (
    NOT_OF_AWS.test(messages) ||
    statuses.includes(PROXY_AUTHENTICATION_REQUIRED)
  ) {
    return problem(
      `Something else than AWS answers for AWS in ${region}, such as a proxy.`,
      'Let the proxy on the way pass calls from the Backstage backend to amazonaws.com, with the credentials that it asks for (HTTPS_PROXY).',
    );
  }
  if (has('nameUnknown')) {
    return problem(
      `AWS does not answer in ${region}: the name of its endpoint is not known.`,
      "Check the platform's 'region' in the app-config, and the DNS of the Backstage backend.",
    );
  }
  if (has('unreachable')) {
    return problem(
      `AWS does not answer in ${region}.`,
      'Check the network between the Backstage backend and AWS, and the AWS Health Dashboard for the Region.',
    );
  }
  return undefined;
}
