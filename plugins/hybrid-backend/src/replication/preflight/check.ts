import type { PreflightCheck } from '@hybrid-platform/backstage-plugin-hybrid-common';

/** What a check is about. */
export interface Subject {
  id: string;
  title: string;
}

export const passed = (of: Subject, evidence: string): PreflightCheck => ({
  ...of,
  result: 'passed',
  evidence,
});

export const failed = (
  of: Subject,
  evidence: string,
  remedy: string,
): PreflightCheck => ({ ...of, result: 'failed', evidence, remedy });

export const warning = (
  of: Subject,
  evidence: string,
  remedy: string,
): PreflightCheck => ({ ...of, result: 'warning', evidence, remedy });

/** It could not be asked; the evidence says why. */
export const unknown = (
  of: Subject,
  evidence: string,
  remedy: string,
): PreflightCheck => ({ ...of, result: 'unknown', evidence, remedy });
