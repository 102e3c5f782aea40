import { readFileSync } from 'node:fs';
import { reasonOf, UsageError } from '../usage-error.ts';
import type { Environment } from './environment.ts';

/** Where Slack takes messages: of its commercial cloud, and of GovSlack. */
export const slackOrigins: readonly string[] = ['https://hooks.slack.com', 'https://hooks.slack-gov.com'];

/**
 * The address of the incoming webhook, where one is configured. The address is all that it takes to write into the channel:
 * it goes into no message, error or log.
 */
export function readWebhook(environment: Environment, origins: readonly string[]): URL | undefined {
  const given = environment['AMIWATCH_SLACK_WEBHOOK']?.trim();
  const file = environment['AMIWATCH_SLACK_WEBHOOK_FILE']?.trim();
  if (given && file)
    throw new UsageError('Set AMIWATCH_SLACK_WEBHOOK or AMIWATCH_SLACK_WEBHOOK_FILE, and not both.');
  if (given) return webhookOf(given, 'AMIWATCH_SLACK_WEBHOOK', origins);
  return file ? webhookOf(contentOf(file), file, origins) : undefined;
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new UsageError(`Cannot read AMIWATCH_SLACK_WEBHOOK_FILE: ${reasonOf(error)}.`);
  }
}

function webhookOf(text: string, place: string, origins: readonly string[]): URL {
  const url = URL.parse(text);
  const right =
    url !== null &&
    origins.includes(url.origin) &&
    url.username === '' &&
    /^\/services(\/[A-Za-z0-9]+)+$/.test(url.pathname);
  if (right) return url;
  throw new UsageError(
    `${place} has no address of an incoming webhook like https://hooks.slack.com/services/T…/B…/….`,
  );
}
