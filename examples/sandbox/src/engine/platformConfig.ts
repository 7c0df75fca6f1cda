// The generated repository owns its configuration's format; the sandbox reads the same.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
export * from '../../../../templates/hybrid-platform/skeleton/lib/config';
