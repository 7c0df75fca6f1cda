// The generated repository owns its configuration's format. Both check with the same code:
// what this module lets pass, a synth in the repository lets pass as well.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
export * from '../../../../templates/hybrid-platform/skeleton/lib/config';
