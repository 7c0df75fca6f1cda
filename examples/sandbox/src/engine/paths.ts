import { join } from 'node:path';

// The sandbox is never built: it runs from its sources, with what lies beside them.
// eslint-disable-next-line no-restricted-syntax
const sources = join(__dirname, '..');

/** Files of this repository that the sandbox uses. */
export const PATHS = {
  /** The example platform's repository. */
  shop: join(sources, '../platforms/shop'),
  /** What loads a function in its process. */
  bootstrap: join(sources, 'lambda-runtime/bootstrap.ts'),
  /** Where the AWS SDK's clients are installed. */
  dependencies: join(sources, '../../../node_modules'),
  /** The platform template's functions, a folder with an `index.ts` each. */
  functions: join(
    sources,
    '../../../templates/hybrid-platform/skeleton/lambda',
  ),
} as const;
