import { recordedInstants } from '../../infra/local/recorded-parameters.ts';
import type { StoredParameter } from '../../infra/local/ssm-endpoint.ts';
import { recordedReleases } from '../../shared/history/recorded-releases.ts';
import type { Ec2Image } from '../../shared/packages/image-description/image.ts';
import { readRecord } from '../../shared/packages/recorded-history/read-record.ts';
import { recommendedParameter } from '../../shared/parameters/parameter-name.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { wholeNotes } from '../functions/github-notes.ts';
import { watched } from '../functions/world.ts';
import type { Cloud } from './cloud.ts';

export const home = 'us-east-1';
export const beginsAt = new Date('2024-07-29T12:00:00Z');
export const githubToken = 'github-token-marker';

/** What each step gave. */
export interface Story {
  readonly baseline: unknown;
  readonly unchanged: unknown;
  readonly news: unknown;
  readonly messages: number;
  readonly fromGithub: unknown;
  /** The runs of deliveries that their schedule starts, and of digests. */
  readonly scheduled: readonly unknown[];
  readonly digests: readonly unknown[];
}

const instants = recordedInstants(
  recordedReleases.map((record) => readRecord(record).facts),
  home,
);
const unrecorded: ReleaseTag = 'v20240821';

/** Releases come, one of which GitHub alone has notes of; every function meets every event that it knows. */
export async function tellStory(cloud: Cloud): Promise<Story> {
  configure(cloud);
  await show(cloud, 'v20240729');
  const baseline = await cloud.schedule('poll');
  const unchanged = await cloud.schedule('poll');
  const scheduled = [await cloud.schedule('deliver')];
  const digests = [await cloud.schedule('digest')];

  await show(cloud, 'v20240817');
  const news = await cloud.schedule('poll');
  const messages = await cloud.drain('deliver');
  // Half an hour later bots look at what they said.
  await cloud.advanceTo(new Date('2024-08-17T12:30:00Z'));
  scheduled.push(await cloud.schedule('deliver'));
  await cloud.advanceTo(new Date('2024-08-18T08:10:00Z'));
  digests.push(await cloud.schedule('digest'));

  await cloud.advanceTo(new Date('2024-08-21T12:00:00Z'));
  publishAtGithub(cloud);
  const fromGithub = await cloud.schedule('poll');
  return { baseline, unchanged, news, messages, fromGithub, scheduled, digests };
}

/** At noon of its day every Region has the release's parameters and images. */
async function show(cloud: Cloud, release: ReleaseTag): Promise<void> {
  const instant = instants.find(({ facts }) => facts.release === release);
  if (instant === undefined) throw new RangeError(`${release} is not in the recorded history.`);
  await cloud.advanceTo(instant.at);
  const regions = regionsOf(cloud);
  for (const region of regions) cloud.put(region, instant.parameters);
  cloud.local.ec2.serve(new Map(regions.map((region) => [region, instant.images])));
}

export function regionsOf({ resources }: Cloud): readonly string[] {
  const environment = resources['PollLambdaFunction']?.Properties?.['Environment'] as {
    readonly Variables: Readonly<Record<string, string>>;
  };
  return String(environment.Variables['AMIWATCH_REGIONS']).split(',');
}

/** A release that the recorded history does not have. */
function publishAtGithub(cloud: Cloud): void {
  const before = instants.find(({ facts }) => facts.release === 'v20240817');
  const later = (text = '') =>
    text
      .replaceAll('20240817', unrecorded.slice(1))
      .replaceAll('1.7.20-1', '1.7.21-1')
      .replace(/ami-\w{4}/, 'ami-beef');
  const parameter = (track: Track) => {
    const name = recommendedParameter(track);
    const value = later(before?.parameters.get(name)?.value);
    return [name, { value, version: 2, modified: new Date() }] as const;
  };
  const images = [...(before?.images.values() ?? [])].map(
    (image) => JSON.parse(later(JSON.stringify(image))) as Ec2Image,
  );
  cloud.put(home, new Map(watched.map(parameter)));
  cloud.local.ec2.serve(new Map([[home, new Map(images.map((image) => [image.ImageId, image]))]]));
  cloud.github.publish(unrecorded, { name: `AMI Release ${unrecorded}`, body: later(wholeNotes) });
}

/** A route of each kind, a digest list of each kind, and what they need. */
function configure(cloud: Cloud): void {
  const secrets = {
    '/amiwatch/github-token': githubToken,
    '/amiwatch/prod/secrets/slack': 'https://hooks.slack.com/services/T0/B0/XYZ',
    '/amiwatch/prod/secrets/key': 'key',
    '/aws/reference/secretsmanager/amiwatch/prod/bot': 'xoxb-bot',
  };
  const bot = '/aws/reference/secretsmanager/amiwatch/prod/bot';
  const key = '/amiwatch/prod/secrets/key';
  const settings = {
    '/amiwatch/prod/routes/platform': { kind: 'slack-webhook', secret: '/amiwatch/prod/secrets/slack' },
    '/amiwatch/prod/routes/bot': { kind: 'slack-bot', channel: 'C0123456789', secret: bot },
    '/amiwatch/prod/routes/hook': { kind: 'webhook', url: 'https://hooks.example.com/amis', secret: key },
    '/amiwatch/prod/digests/mail': {
      kind: 'ses',
      from: 'AMIs <amis@example.com>',
      to: ['team@example.com'],
      every: 'day',
    },
    '/amiwatch/prod/digests/topic': { kind: 'sns', topicArn: cloud.digests.topicArn, every: 'day' },
  };
  const about = { version: 1, modified: beginsAt };
  const parameters = new Map<string, StoredParameter>();
  for (const [name, value] of Object.entries(secrets))
    parameters.set(name, { ...about, value, secure: true });
  for (const [name, value] of Object.entries(settings))
    parameters.set(name, { ...about, value: JSON.stringify(value) });
  cloud.put(home, parameters);
}
