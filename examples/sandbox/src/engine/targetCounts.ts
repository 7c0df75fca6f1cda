// What counts and what does not, the Lambdas of the generated repository decide.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
export { countTargets } from '../../../../templates/hybrid-platform/skeleton/lambda/shared/health';
