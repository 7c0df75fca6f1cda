import type { PreflightCheck } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { binlogChecks } from './binlogChecks';
import { passed, unknown, warning } from './check';
import { connectionChecks } from './connectionChecks';
import { databaseChecks } from './databaseChecks';
import { driftChecks } from './driftChecks';
import type { PreflightFacts } from './facts';
import { checkGrants, LET_SETTINGS_BE_READ } from './grantChecks';

/** Judges what was found. A replication that only loads once needs no binary log. */
export function runChecks(facts: PreflightFacts): PreflightCheck[] {
  const { replication, source, target } = facts;
  return [
    ...connectionChecks(replication),
    ...(replication.migrationType === 'full-load' ? [] : binlogChecks(source)),
    checkGrants(source, facts.settings),
    checkGrants(target, facts.settings),
    ...databaseChecks(facts),
    ...driftChecks(facts),
    checkSettings(facts),
  ];
}

function checkSettings({ settings }: PreflightFacts): PreflightCheck {
  const of = {
    id: 'settings',
    title: 'The settings keep up, and notice differences',
  };
  if ('why' in settings) {
    return unknown(of, `Not known: ${settings.why}.`, LET_SETTINGS_BE_READ);
  }
  const { fullLob, validation } = settings.value;
  const evidence = `FullLobMode is ${fullLob}, EnableValidation is ${validation}.`;
  const advice = [
    ...(fullLob
      ? [
          'Full LOB mode reads each large value by itself: limit their size instead.',
        ]
      : []),
    ...(validation
      ? []
      : ['Without validation nobody notices rows that differ: enable it.']),
  ];
  return advice.length === 0
    ? passed(of, evidence)
    : warning(of, evidence, advice.join(' '));
}
