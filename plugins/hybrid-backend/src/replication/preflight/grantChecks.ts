import type { PreflightCheck } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { failed, passed, unknown } from './check';
import {
  valueOf,
  type Asked,
  type DatabaseFacts,
  type SettingsFacts,
} from './facts';
import { missingOnSource, missingOnTarget, parseGrants } from './grants';
import { howToKnow, whyUnknown } from './variables';

/** What helps where the settings of a replication are not known. */
export const LET_SETTINGS_BE_READ =
  'Allow dms:DescribeReplicationTasks and dms:DescribeReplicationConfigs to the role of the backend.';

/** Whether DMS's database user may do what its role needs. */
export function checkGrants(
  database: DatabaseFacts,
  settings: Asked<SettingsFacts>,
): PreflightCheck {
  const { role } = database;
  const of = {
    id: `${role}-grants`,
    title: `DMS may do on the ${role} what it must`,
  };
  const server = valueOf(database.mariaDb);
  if (!server) return unknown(of, whyUnknown(database), howToKnow(database));
  const user = `DMS's user '${server.dmsUser}'`;
  if ('why' in server.grants) {
    return unknown(
      of,
      `Not known: ${server.grants.why}.`,
      `Let the backend connect as ${user}, or grant its own user SELECT on mysql.user.`,
    );
  }
  const grants = parseGrants(server.grants.value);
  const schemas = valueOf(settings)?.schemas ?? [];
  const missing =
    role === 'source'
      ? missingOnSource(grants, schemas)
      : missingOnTarget(grants, schemas);
  const evidence = `SHOW GRANTS on ${server.address}:`;
  if (missing.length === 0 && 'why' in settings) {
    return unknown(
      of,
      `${evidence} ${user} has what DMS needs for any schema, but which ones are replicated is not known: ${settings.why}.`,
      LET_SETTINGS_BE_READ,
    );
  }
  if (missing.length === 0) {
    return passed(
      of,
      `${evidence} ${user} has every privilege that DMS needs.`,
    );
  }
  if (grants.roles.length > 0) {
    return unknown(
      of,
      `${evidence} ${user} has no ${missing.join(
        '; no ',
      )} of its own, and what its roles (${grants.roles.join(
        ', ',
      )}) give does not show.`,
      'Grant the privileges to the user itself: DMS sets no role.',
    );
  }
  return failed(
    of,
    `${evidence} ${user} lacks ${missing.join('; ')}.`,
    "Apply the grants of the platform repository again (onprem/mariadb, 'apply-grants').",
  );
}
