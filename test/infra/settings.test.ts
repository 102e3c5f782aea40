import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderSettingsSchema, settingsSchemaPath } from '../../cli/publish-schemas.ts';
import { renderSettingsPage, settingsPagePath } from '../../cli/settings-page.ts';
import { readFeedConfig } from '../../functions/feed/config.ts';
import { feedFunction } from '../../functions/feed/function.ts';
import { readConfig } from '../../functions/poll/config.ts';
import { pollFunction } from '../../functions/poll/function.ts';
import { describedSettings } from '../../infra/settings/describe-setting.ts';
import { parseSettings } from '../../infra/settings/parse-settings.ts';
import { readSettings } from '../../infra/settings/read-settings.ts';
import { type TemplateParameter, templateParameters } from '../../infra/settings/template-parameters.ts';

const topicArn = 'arn:aws:sns:eu-west-1:123456789012:news';

/** Every setting, each with a value that is not its default; `delete` cannot be with a table that is brought along. */
const full = `
regions: [eu-west-1, us-east-1]
kubernetes: ["1.30", "1.31"]
discovery: off
discoveryRegion: us-east-1
endedMinors: keep
backfill: off
github: off
githubTokenParameter: /amiwatch/github-token
describeImages: off
imageOwners: ["012345678901"]
detailsPendingAfterMinutes: 0
detailsGiveUpAfterDays: 90
publicUrl: https://amis.example.com
websubHub: https://hub.example.com/
digestIdentities: [arn:aws:ses:eu-west-1:123456789012:identity/example.com]
digestTopics: [${topicArn}]
operatorsEmail: ops@example.com
makeDashboard: off
existingTableName: amiwatch-prod-Table-1ABC
existingTopicArn: ${topicArn}
kmsKeyArn: arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab
permissionsBoundary: arn:aws:iam::123456789012:policy/amiwatch-boundary
removalPolicy: retain
logRetentionDays: 365
pollConcurrency: 1
feedConcurrency: 50
account: { regions: [eu-west-1, eu-north-1] }
stackName: ami-news
tags: { team: platform, "cost:center": "12" }
`;

/** What CloudFormation makes of a function's environment with these parameters. */
function environmentOf(
  variables: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, TemplateParameter>>,
) {
  const resolved = (part: unknown): string => {
    const { Ref, 'Fn::If': either, 'Fn::Join': joined } = part as Record<string, never>;
    if (Ref !== undefined) return String(parameters[Ref]?.Default ?? topicArn);
    return resolved(joined?.[1] ?? either?.[1]);
  };
  return Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, resolved(value)]));
}

describe('settings', () => {
  test('there need not be any, and then everything has a value that functions take', () => {
    const settings = readSettings({}, import.meta.dirname);
    expect(settings.regions).toHaveLength(17);
    const parameters = templateParameters(settings);
    expect(readConfig(environmentOf(pollFunction.environment, parameters))).toMatchObject({
      regions: settings.regions,
      discovery: { region: 'us-east-1', dropEnded: true },
      backfills: true,
      github: {},
      limits: { pendingAfterMs: 86_400_000, giveUpAfterMs: 1_209_600_000 },
    });
    expect(readFeedConfig(environmentOf(feedFunction.environment, parameters))).toMatchObject({
      publicUrl: undefined,
      hub: undefined,
    });
  });

  test('each one arrives where it is used, or shapes the template', () => {
    const settings = parseSettings(full, 'full.yaml');
    expect(Object.keys(settings)).toEqual(describedSettings.map(({ key }) => key));
    const parameters = templateParameters(settings);
    const poll = readConfig(environmentOf(pollFunction.environment, parameters));
    expect(poll).toMatchObject({
      regions: ['eu-west-1', 'us-east-1'],
      backfills: false,
      limits: { pendingAfterMs: 0, giveUpAfterMs: 90 * 86_400_000 },
    });
    for (const key of ['discovery', 'github', 'images']) expect(poll).not.toHaveProperty(key);
    expect(new Set(poll.tracks.map((track) => track.split('/')[1]))).toEqual(new Set(['1.30', '1.31']));
    expect(readFeedConfig(environmentOf(feedFunction.environment, parameters))).toMatchObject({
      publicUrl: 'https://amis.example.com',
      hub: 'https://hub.example.com/',
    });
    expect(parameters).toMatchObject({
      LogRetentionDays: { Type: 'Number', Default: 365 },
      DigestTopics: { Type: 'CommaDelimitedList', Default: topicArn },
      PollConcurrency: { Default: '1' },
    });
    for (const shaping of ['Tags', 'Account']) expect(Object.keys(parameters)).not.toContain(shaping);
  });

  test('every default of the template is one that the template allows', () => {
    for (const settings of ['', full])
      for (const [name, parameter] of Object.entries(templateParameters(parseSettings(settings, 'x')))) {
        const { AllowedPattern, AllowedValues, Default, MaxValue, MinValue, Type } = parameter;
        const values = Type === 'CommaDelimitedList' ? String(Default).split(',') : [Default];
        for (const value of values) {
          if (AllowedPattern !== undefined)
            expect(String(value), name).toMatch(new RegExp(`^(?:${AllowedPattern})$`));
          if (AllowedValues !== undefined) expect(AllowedValues, name).toContain(value);
          if (MinValue !== undefined) expect(value, name).toBeGreaterThanOrEqual(MinValue);
          if (MaxValue !== undefined) expect(value, name).toBeLessThanOrEqual(MaxValue);
        }
      }
  });
});

describe('a mistake is named with its line, its key and what it takes', () => {
  test.each([
    ['regions: [us-east-1, mars]', 'line 1: regions[1] is "mars"; allowed: Region codes like eu-west-1.'],
    ['\nregions:\n  - us-east-1\n  - mars', 'line 4: regions[1] is "mars"'],
    ['regions: us-east-1', 'regions is "us-east-1"; allowed: a list of Region codes'],
    ['regions: []', 'regions is []; allowed: a list of'],
    ['kubernetes: [1.30]', 'kubernetes[0] is 1.3; allowed: Kubernetes minors in quotes, like "1.33".'],
    ['backfill: true', 'line 1: backfill is true; allowed: on, off.'],
    ['# one\nbackfil: on', 'line 2: "backfil" is no setting.\n  There are regions, kubernetes,'],
    ['tracks: [AL2023_x86_64_STANDARD]', 'line 1: "tracks" is no setting: `kubernetes` lists the minors'],
    ['routes: []', 'line 1: "routes" is no setting: each one is a parameter of SSM'],
    ['detailsGiveUpAfterDays: 900', 'is 900; allowed: whole numbers from 7 to 90.'],
    ['logRetentionDays: 31', 'logRetentionDays is 31; allowed: 1, 3, 5, 7, 14, 30,'],
    ['publicUrl: https://example.com/a', 'allowed: an https address without a path.'],
    [
      'githubTokenParameter: /amiwatch/*',
      'allowed: the name of a parameter like /amiwatch/github-token, and not below /aws/.',
    ],
    ['githubTokenParameter: amiwatch/token', 'allowed: the name of a parameter'],
    ['existingTopicArn: news', 'allowed: the ARN of an SNS topic'],
    ['tags: { team: 1 }', 'tags.team is 1; allowed: names with texts.'],
    ['discovery: on\nkubernetes: ["1.30"]', 'line 1: discovery: is on, and kubernetes lists all'],
    ['discoveryRegion: eu-south-1', 'line 1: discoveryRegion: eu-south-1 is not one of regions: us-east-1,'],
    [
      'regions: [us-east-1, xx-mars-1]',
      'line 1: regions: xx-mars-1: no such Region is known here. There are',
    ],
    [
      'regions: [us-east-1, us-gov-west-1]',
      'more than one partition, and credentials of one count in no other: us-east-1 (aws), us-gov-west-1 (aws-us-gov)',
    ],
    ['githubTokenParameter: /aws/reference/secretsmanager/token', 'and not below /aws/.'],
    ['websubHub: https://hub.example.com', 'line 1: websubHub: is set without publicUrl'],
    [
      'removalPolicy: delete\nexistingTableName: amiwatch-prod-Table-1ABC',
      'line 1: removalPolicy: is delete, and existingTableName is set',
    ],
    ['regions: [', 'It is no YAML.'],
    ['regions: [us-east-1]\nregions: [us-east-2]', 'Map keys must be unique at line 2'],
    ['- regions', 'It is no list of settings like'],
    ['publicUrl: "\\u001b[2J"', 'publicUrl is "\\u001b[2J"; allowed'],
  ])('%j', (text, said) => {
    const read = () => parseSettings(text, 'amiwatch.yaml');
    expect(read).toThrow('amiwatch.yaml is wrong:\n');
    expect(read).toThrow(said);
  });

  test.each([
    'https://a.com:99999',
    'https://a.com:0',
    'https://a%b.com',
    'https://[x',
    'https://a.com?x=1',
    'https://a.com/?x=1',
    'https://a.com/#x',
    'https://a.com#x',
    'https://me@a.com',
    'https://me:you@a.com/',
    'https://1.2.3.999',
    'https://a..com',
    'https://-a.com',
    'http://a.com',
    'https://',
  ])('the address %s is one for nobody: settings, functions', (address) => {
    expect(() => parseSettings(`publicUrl: "${address}"`, 'x')).toThrow('an https address without a path');
    expect(() => readFeedConfig({ AMIWATCH_TABLE: 'table', AMIWATCH_PUBLIC_URL: address })).toThrow(
      'AMIWATCH_PUBLIC_URL is not an https address',
    );
  });

  test.each(['https://hub.example.com:99999/', 'https://me@a.com/x', 'https://a.com/#x', 'https://a b.com/'])(
    'the hub %s is one for nobody',
    (address) => {
      const settings = `publicUrl: https://a.com\nwebsubHub: "${address}"`;
      expect(() => parseSettings(settings, 'x')).toThrow('an https address without a user or a fragment');
      const environment = { AMIWATCH_PUBLIC_URL: 'https://a.com', AMIWATCH_WEBSUB_HUB: address };
      expect(() => readFeedConfig({ AMIWATCH_TABLE: 'table', ...environment })).toThrow(
        'AMIWATCH_WEBSUB_HUB',
      );
    },
  );

  test.each(['https://hub.example.com', 'https://hub.example.com:8443/a/b?mode=x&y=%20'])(
    'the hub %s is one for all',
    (address) => {
      const settings = `publicUrl: https://a.example:65535/\nwebsubHub: "${address}"`;
      expect(parseSettings(settings, 'x').websubHub).toBe(address);
      const environment = { AMIWATCH_PUBLIC_URL: 'https://a.example:65535/', AMIWATCH_WEBSUB_HUB: address };
      expect(readFeedConfig({ AMIWATCH_TABLE: 'table', ...environment })).toMatchObject({
        publicUrl: 'https://a.example:65535',
        hub: address,
      });
    },
  );

  test('ten years of logs may be kept', () => {
    expect(parseSettings('logRetentionDays: 3653', 'x').logRetentionDays).toBe(3653);
  });

  test('all of them at once', () => {
    const read = () => parseSettings('backfill: yes\ngithub: no\nx: 1', 'amiwatch.yaml');
    for (const line of [1, 2, 3]) expect(read).toThrow(`  line ${line}: `);
  });

  test('a file that is named has to be there', () => {
    const read = () => readSettings({ AMIWATCH_SETTINGS: 'none.yaml' }, import.meta.dirname);
    expect(read).toThrow(
      /^none\.yaml, which AMIWATCH_SETTINGS names, is not there\. .*none\.yaml\. Name a file/,
    );
    const folder = () => readSettings({ AMIWATCH_SETTINGS: '.' }, import.meta.dirname);
    expect(folder).toThrow('., which AMIWATCH_SETTINGS names, cannot be read: Error: EISDIR');
  });
});

test('the published schema and the table are those of the code, and editors agree with the check', async () => {
  const published = await readFile(settingsSchemaPath, 'utf8');
  expect(published).toBe(renderSettingsSchema());
  expect(await readFile(settingsPagePath, 'utf8')).toBe(await renderSettingsPage());
  const check = new Ajv2020({ strict: true }).compile(JSON.parse(published));
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(await readFile(settingsPagePath, 'utf8')) ?? [];
  for (const text of [full, example]) {
    expect(check(parse(text)), JSON.stringify(check.errors)).toBe(true);
    expect(() => parseSettings(text, 'x')).not.toThrow();
  }
  expect(check(parse('backfill: true'))).toBe(false);
  expect(check(parse('backfil: on'))).toBe(false);
});
