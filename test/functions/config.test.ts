import { expect, test } from 'vitest';
import { readConfig } from '../../functions/poll/config.ts';
import { ConfigError } from '../../shared/aws/read-environment.ts';

const needed = {
  AMIWATCH_TABLE: 'amiwatch',
  AMIWATCH_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:announcements',
  AWS_REGION: 'eu-west-1',
};

test('what is not set has a default, and what is set to nothing is not set', () => {
  const { limits, regions, tracks } = readConfig({
    ...needed,
    AMIWATCH_DETAILS_PENDING_AFTER_MINUTES: '',
    AMIWATCH_REGIONS: ' ',
  });
  expect(regions).toEqual(['eu-west-1']);
  expect(limits).toEqual({ pendingAfterMs: 86_400_000, giveUpAfterMs: 14 * 86_400_000 });
  // The newest recorded minors, and the next two: SSM says which of these exist.
  expect(tracks).toContain('AL2023_x86_64_STANDARD/1.35');
  expect(tracks).toContain('AL2023_x86_64_STANDARD/1.37');
});

test.each([
  [{}, { region: 'eu-west-1', dropEnded: true }],
  [{ AMIWATCH_ENDED_MINORS: 'keep' }, { region: 'eu-west-1', dropEnded: false }],
  [
    { AMIWATCH_REGIONS: 'us-east-1,us-west-2', AMIWATCH_DISCOVERY_REGION: 'us-west-2' },
    { region: 'us-west-2', dropEnded: true },
  ],
  [{ AMIWATCH_DISCOVERY: 'off' }, undefined],
  [{ AMIWATCH_KUBERNETES: '1.33' }, undefined],
])('%j finds tracks: %j', (given, discovery) => {
  expect(readConfig({ ...needed, ...given }).discovery).toEqual(discovery);
});

test.each([
  [{ AMIWATCH_KUBERNETES: '1.33', AMIWATCH_DISCOVERY: 'on' }, 'leave one of the two out'],
  [{ AMIWATCH_DISCOVERY_REGION: 'us-west-2' }, 'AMIWATCH_DISCOVERY_REGION (us-west-2) is not one of'],
  [{ AMIWATCH_ENDED_MINORS: 'forget' }, 'AMIWATCH_ENDED_MINORS'],
  [{ AMIWATCH_BACKFILL: 'yes' }, 'AMIWATCH_BACKFILL'],
])('%j is wrong: %s', (given, words) => {
  expect(() => readConfig({ ...needed, ...given })).toThrow(words);
});

test('the address of the page ends without a slash, and is https', () => {
  const at = (AMIWATCH_PUBLIC_URL: string) => readConfig({ ...needed, AMIWATCH_PUBLIC_URL }).publicUrl;
  expect(at('https://amis.example.com/')).toBe('https://amis.example.com');
  expect(at('')).toBeUndefined();
  expect(() => at('http://amis.example.com')).toThrow('AMIWATCH_PUBLIC_URL is not an https address');
});

test('every key that is missing or wrong is named at once', () => {
  const wrong = { AMIWATCH_REGIONS: 'Frankfurt', AMIWATCH_KUBERNETES: '1.30,latest' };
  const failing = () => readConfig(wrong);
  expect(failing).toThrow(ConfigError);
  for (const key of [
    'AMIWATCH_TABLE is missing',
    'AMIWATCH_TOPIC_ARN is missing',
    'AMIWATCH_REGIONS',
    'AMIWATCH_KUBERNETES',
  ]) {
    expect(failing).toThrow(key);
  }
});

test('EC2 is asked for images, and EKS’s account is known without being named', () => {
  expect(readConfig(needed).images).toEqual({ owners: ['602401143452'] });
  const named = { AMIWATCH_IMAGE_OWNERS: '877085696533, 800184023465' };
  expect(readConfig({ ...needed, ...named }).images?.owners).toEqual([
    '602401143452',
    '877085696533',
    '800184023465',
  ]);
  expect(readConfig({ ...needed, AMIWATCH_DESCRIBE_IMAGES: 'off' }).images).toBeUndefined();
  const wrong = { AMIWATCH_IMAGE_OWNERS: 'amazon', AMIWATCH_DESCRIBE_IMAGES: 'yes' };
  const failing = () => readConfig({ ...needed, ...wrong });
  expect(failing).toThrow('AMIWATCH_IMAGE_OWNERS is not a list of account ids');
  expect(failing).toThrow('AMIWATCH_DESCRIBE_IMAGES');
});

test('details are not given up before they are called pending', () => {
  const at = (AMIWATCH_DETAILS_PENDING_AFTER_MINUTES: string, AMIWATCH_DETAILS_GIVE_UP_AFTER_DAYS: string) =>
    readConfig({ ...needed, AMIWATCH_DETAILS_PENDING_AFTER_MINUTES, AMIWATCH_DETAILS_GIVE_UP_AFTER_DAYS })
      .limits;
  const { giveUpAfterMs, pendingAfterMs } = at('10079', '7');
  expect(giveUpAfterMs).toBeGreaterThan(pendingAfterMs);
  expect(() => at('10080', '7')).toThrow('AMIWATCH_DETAILS_PENDING_AFTER_MINUTES');
  expect(() => at('10079', '6')).toThrow('AMIWATCH_DETAILS_GIVE_UP_AFTER_DAYS');
});
