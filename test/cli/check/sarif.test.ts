import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { checkIn, emptyResolver, folderOf, plainNode } from './run-check.ts';

/** The parts of a log that are looked at here; the schema has all of it. */
interface Log {
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: {
          readonly rules: readonly {
            readonly id: string;
            readonly helpUri: string;
            readonly properties: Readonly<Record<string, unknown>>;
          }[];
        };
      };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly partialFingerprints: { readonly primaryLocationLineHash: string };
        readonly locations: readonly {
          readonly physicalLocation: {
            readonly artifactLocation: { readonly uri: string };
            readonly region: { readonly startLine: number; readonly startColumn: number };
          };
        }[];
      }[];
      readonly invocations: readonly { readonly toolExecutionNotifications: readonly unknown[] }[];
    },
  ];
}

/** The standard's own schema; of the package that has it nothing else is loaded. */
const schema = join(
  dirname(createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json')),
  'lib/schemas/sarif-2.1.0-rtm.5.json',
);
// Its draft had `id` where ajv has `$id`.
const { $schema, id, ...standard } = JSON.parse(readFileSync(schema, 'utf8')) as Record<string, unknown>;
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const isSarif = ajv.compile(standard);

async function sarifOf(folder: string, ...args: readonly string[]): Promise<Log> {
  const { stdout } = await checkIn(folder, '.', '--to', 'v20240817', '--sarif', ...args);
  const log: unknown = JSON.parse(stdout);
  expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
  return log as Log;
}

const story = 'containerd-empty-resolv-conf-no-fallback';

test('exposures are results that code scanning takes', async () => {
  const folder = folderOf({ 'a b/päyments.sh': emptyResolver, 'plain.sh': plainNode });
  const [{ invocations, results, tool }] = (await sarifOf(folder)).runs;
  const result = results.find(({ ruleId }) => ruleId === story);
  expect(result).toMatchObject({ level: 'error', ruleIndex: expect.any(Number) });
  expect(result?.locations[0]?.physicalLocation).toMatchObject({
    artifactLocation: { uri: 'a%20b/p%C3%A4yments.sh' },
    region: { startLine: 5 },
  });
  for (const { ruleId, ruleIndex, locations } of results) {
    expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(locations).toHaveLength(1);
  }
  for (const { helpUri } of tool.driver.rules) expect(helpUri).toMatch(/^https:/);
  expect(invocations[0]?.toolExecutionNotifications.length).toBeGreaterThan(0);
});

test('a result keeps its fingerprint while lines above it come, and no two have one', async () => {
  const prints = async (script: string) => {
    const folder = folderOf({ 'payments.sh': script });
    const [{ results }] = (await sarifOf(folder)).runs;
    return results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
  };
  const before = await prints(emptyResolver);
  const after = await prints(emptyResolver.replace('set -eu', 'set -eu\n# More to come.\ntrue'));
  expect(after).toEqual(before);
  expect(new Set(before).size).toBe(before.length);
  expect(await prints(emptyResolver.replace('team=payments', 'team=search'))).not.toEqual(before);
});

test('lines that are alike have a fingerprint each, and keep it while lines above them go', async () => {
  const group = (name: string) =>
    `  - name: ${name}\n    amiFamily: AmazonLinux2\n    kubeletExtraConfig:\n      resolvConf: /dev/null\n`;
  const cluster = (head: string) =>
    `${head}apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: eu-west-1 }\nmanagedNodeGroups:\n${group('a')}${group('b')}`;
  const prints = async (text: string) => {
    const [{ results }] = (await sarifOf(folderOf({ 'cluster.yaml': text }))).runs;
    return results.flatMap(({ partialFingerprints, ruleId }) =>
      ruleId === story ? [partialFingerprints.primaryLocationLineHash] : [],
    );
  };
  const before = await prints(cluster('# Of the shop.\n# Ask before you change it.\n'));
  expect(new Set(before).size).toBe(2);
  expect(await prints(cluster(''))).toEqual(before);
});

test('what is about security has the score by which GitHub ranks it, and nothing else has', async () => {
  const folder = folderOf({ 'payments.sh': emptyResolver, 'pod.yaml': lowPort });
  const { stdout } = await checkIn(folder, '.', '--to', 'v20251209', '--sarif');
  const log = JSON.parse(stdout) as Log;
  expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
  const ranked = log.runs[0].tool.driver.rules.filter(({ properties }) => 'security-severity' in properties);
  expect(ranked.map(({ id }) => id)).toEqual(['containerd2-unprivileged-ports-icmp']);
  expect(ranked[0]?.properties).toMatchObject({
    'security-severity': '7.5',
    tags: ['eks', 'security'],
  });
});

const lowPort = `apiVersion: v1
kind: Pod
metadata: { name: payments }
spec:
  containers:
    - name: web
      image: example.com/web:1
      ports: [{ containerPort: 80 }]
      securityContext: { capabilities: { drop: [ALL] } }
`;
