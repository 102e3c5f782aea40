import { expect, test } from 'vitest';
import { readDigestList } from '../../shared/announce/digest/list.ts';
import { readRoute } from '../../shared/announce/read-route.ts';

const hook = { kind: 'slack-webhook', secret: '/a' };

test.each<[object | number, string]>([
  [{ ...hook, kind: 'slack' }, 'kind: is missing or not known; allowed: slack-webhook, slack-bot, webhook.'],
  [
    { ...hook, filter: { severity: ['breaking'] } },
    'filter: has no key "severity" (did you mean severities?); its keys are severities, kinds, amiTypes, kubernetes, packages, behaviourChanges.',
  ],
  [
    { ...hook, filter: { severities: ['broken'] } },
    'filter.severities.0: is not known; allowed: breaking, unreviewed, security, behaviour, deprecation, unknown, routine.',
  ],
  [{ ...hook, filter: { kubernetes: 1.3 } }, 'filter.kubernetes: is not a text.'],
  [{ ...hook, filter: { packages: [] } }, 'filter.packages: has nothing in it; leave it out instead.'],
  [{ kind: 'slack-bot', secret: '/a' }, 'channel: is missing.'],
  [{ ...hook, secret: 'x' }, 'secret: is not the name of a parameter like /amiwatch/prod/secrets/slack.'],
  [5, 'It: is not an object.'],
])('a route %j is told what would be right', (config, words) => {
  expect(readRoute('x', JSON.stringify(config))).toMatchObject({ message: words });
});

test('a digest list as well', () => {
  expect(
    readDigestList('x', '{"kind":"sns","topicArn":"arn:aws:sns:us-east-1:123456789012:a"}'),
  ).toMatchObject({
    message: 'every: is missing; allowed: day, week.',
  });
});
