import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/*
 * The documented IAM policy against the calls that the code makes, so that neither a right
 * that is missing nor one that nobody needs can stay unnoticed.
 */

const SOURCES = resolve(__dirname, '..');
const DOCUMENT = resolve(__dirname, '../../../../docs/permissions.md');

/** The service prefixes of IAM, by the SDK's packages. */
const PREFIXES: Record<string, string> = {
  '@aws-sdk/client-cloudtrail': 'cloudtrail',
  '@aws-sdk/client-cloudwatch': 'cloudwatch',
  '@aws-sdk/client-database-migration-service': 'dms',
  '@aws-sdk/client-ec2': 'ec2',
  '@aws-sdk/client-elastic-load-balancing-v2': 'elasticloadbalancing',
  '@aws-sdk/client-rds': 'rds',
  '@aws-sdk/client-resource-groups-tagging-api': 'tag',
  '@aws-sdk/client-route-53': 'route53',
};

/** The plugin's own code, without its tests. */
function sourceFiles(): string[] {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .filter(path => !path.includes('__testUtils__'))
    .map(path => join(SOURCES, path));
}

function matches(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, name]) => name))];
}

/** The IAM actions of the operations that one file calls, by their commands and paginators. */
function actionsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  const called = [
    ...matches(text, /\b([A-Z]\w+)Command\b/g),
    ...matches(text, /\bpaginate([A-Z]\w+)/g),
  ];
  if (called.length === 0) return [];
  const packages = matches(text, /'(@aws-sdk\/client-[\w-]+)'/g);
  if (packages.length !== 1 || !PREFIXES[packages[0]]) {
    throw new Error(
      `${path} calls ${called}, but names no single service that this test knows: ${packages}`,
    );
  }
  return called.map(operation => `${PREFIXES[packages[0]]}:${operation}`);
}

interface Statement {
  Sid: string;
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

const document = readFileSync(DOCUMENT, 'utf8');
const [policyText] = matches(document, /```json\n([\s\S]+?)\n```/g);
const statements: Statement[] = JSON.parse(policyText).Statement;
const actionsIn = (chosen: Statement[]) =>
  chosen.flatMap(({ Action }) => Action).sort();

const isRead = (action: string) => /:(Describe|Get|List|Lookup)/.test(action);

describe('the documented IAM policy', () => {
  const used = [...new Set(sourceFiles().flatMap(actionsOf))].sort();

  it('allows what the code calls, each once and nothing else', () => {
    expect(used).toContain('elasticloadbalancing:ModifyRule');
    expect(actionsIn(statements)).toEqual(used);
    expect(statements.map(({ Effect }) => Effect)).not.toContain('Deny');
  });

  it('says of each action what it is for', () => {
    const explained = matches(document, /^\| `([\w-]+:\w+)`/gm).sort();
    expect(explained).toEqual(used);
  });

  it('lets only resources with the tag of the platform be changed', () => {
    const changing = statements.filter(
      ({ Action }) => ![Action].flat().every(isRead),
    );
    expect(changing.length).toBeGreaterThan(0);
    for (const { Resource, Condition } of changing) {
      expect(Condition?.StringEquals).toEqual({
        [`aws:ResourceTag/${HYBRID_TAGS.platform}`]: 'shop',
      });
      expect([Resource].flat()).not.toContain('*');
    }
  });

  it('lets only the tags be changed that change while a service is operated', () => {
    const tagging = statements.filter(({ Action }) =>
      [Action].flat().some(action => /Tags$/.test(action) && !isRead(action)),
    );
    expect(tagging).toHaveLength(1);
    expect(tagging[0].Condition?.['ForAllValues:StringEquals']).toEqual({
      'aws:TagKeys': [HYBRID_TAGS.hold, HYBRID_TAGS.automation],
    });
  });
});
