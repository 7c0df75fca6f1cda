// What the platform's own Lambdas and this back end must read alike. The generated repository
// owns the tables, for its tests run without Backstage.
/* eslint-disable @backstage/no-relative-monorepo-imports */
export * from '../../../../templates/hybrid-platform/skeleton/lambda/testing/cases/rules';
export * from '../../../../templates/hybrid-platform/skeleton/lambda/testing/cases/tags';
export * from '../../../../templates/hybrid-platform/skeleton/lambda/testing/cases/targets';
export * from '../../../../templates/hybrid-platform/skeleton/lambda/testing/cases/automationHistory';
export * from '../../../../templates/hybrid-platform/skeleton/lambda/testing/cases/mergeRules';
export * from '../../../../templates/hybrid-platform/skeleton/lambda/testing/cases/routes';
