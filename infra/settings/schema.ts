import * as z from 'zod';
import { httpsForm, siteForm } from '../../shared/feed/public-address.ts';
import { ownParameterForm } from '../../shared/parameters/own-parameter.ts';
import { regionForm } from '../../shared/parameters/region.ts';
import { minorForm } from '../../shared/parameters/track.ts';

/** What people read of a setting: what it decides, and, where its type does not say it, which values it takes. */
interface About {
  readonly description: string;
  readonly form?: string;
}

const text = (form: string, pattern: RegExp, description: string) =>
  z
    .string()
    .regex(pattern)
    .meta({ description, form } satisfies About);
const list = (form: string, pattern: RegExp, description: string) =>
  z
    .array(z.string().regex(pattern))
    .min(1)
    .readonly()
    .meta({ description, form } satisfies About);
const oneOf = <const Word extends string>(words: readonly Word[], description: string) =>
  z.enum(words).meta({ description } satisfies About);
const whole = (least: number, most: number, description: string) =>
  z
    .int()
    .min(least)
    .max(most)
    .meta({ description } satisfies About);
const onOff = (description: string) => oneOf(['on', 'off'], description);

/** The Regions that every account has without opting in. */
const regionsWithoutOptIn = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'sa-east-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
] as const;

/** What CloudWatch Logs keeps lines for, in days. */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const key = /^arn:[\w-]+:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/;
const topic = /^arn:[\w-]+:sns:[a-z0-9-]+:\d{12}:[\w-]+$/;
const policy = /^arn:[\w-]+:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]+$/;
const identity = /^arn:[\w-]+:ses:[a-z0-9-]+:\d{12}:identity\/\S+$/;

/** Everything that a deployment can decide, with what holds where it decides nothing. */
export const settingsSchema = z.strictObject({
  regions: list('Region codes like eu-west-1', regionForm, 'The Regions that are watched.').default([
    ...regionsWithoutOptIn,
  ]),
  kubernetes: list(
    'Kubernetes minors in quotes, like "1.33"',
    minorForm,
    'The only minors that are watched. Without it they are found.',
  ).exactOptional(),
  discovery: onOff(
    'Whether tracks that nobody listed are found: on, unless `kubernetes` lists minors.',
  ).exactOptional(),
  discoveryRegion: text(
    'one of `regions`',
    regionForm,
    'Where new variants are looked for. Without it, in the first of `regions`.',
  ).exactOptional(),
  endedMinors: oneOf(
    ['drop', 'keep'],
    'Whether minors that AWS has stopped releasing for are asked for at every poll all the same.',
  ).default('drop'),
  backfill: onOff('Whether releases before the first sight are taken from pinned parameters.').default('on'),
  github: onOff('Whether release notes are looked for at GitHub.').default('on'),
  githubTokenParameter: text(
    'the name of a parameter like /amiwatch/github-token, and not below /aws/',
    ownParameterForm,
    'The SSM parameter that has a token for GitHub; the poll may read it and no other of the account.',
  ).exactOptional(),
  describeImages: onOff('Whether EC2 is asked for descriptions of new images.').default('on'),
  imageOwners: list(
    'account ids in quotes',
    /^\d{12}$/,
    'Accounts to which the images of EKS belong in Regions that need an opt-in.',
  ).exactOptional(),
  detailsPendingAfterMinutes: whole(
    0,
    10_079,
    'How long after its first sight a release is announced without its packages.',
  ).default(1440),
  detailsGiveUpAfterDays: whole(7, 90, 'When packages that no source has are called unavailable.').default(
    14,
  ),
  publicUrl: text(
    'an https address without a path',
    siteForm,
    'The address of page and feeds for others, like that of a CDN. Without it, that of the HTTP API.',
  ).exactOptional(),
  websubHub: text(
    'an https address without a user or a fragment',
    httpsForm,
    'The WebSub hub that feeds name, and that is told of news. It needs `publicUrl`.',
  ).exactOptional(),
  digestIdentities: list(
    'ARNs of SES identities',
    identity,
    'Identities from which digests may be sent.',
  ).exactOptional(),
  digestTopics: list(
    'ARNs of SNS topics',
    topic,
    'Topics to which digests may be published. One with a KMS key of your own needs a grant beside this.',
  ).exactOptional(),
  operatorsEmail: text(
    'a mail address',
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
    'Who hears of alarms by mail; AWS asks that address to confirm.',
  ).exactOptional(),
  makeDashboard: onOff('Whether the stack has a dashboard of CloudWatch.').default('on'),
  existingTableName: text(
    'the name of a table, in the Region of the deployment',
    /^[\w.-]{3,255}$/,
    'A table of an earlier stack, or one of your own with the keys and the index of `infra/table.ts`, instead of a new one.',
  ).exactOptional(),
  existingTopicArn: text(
    'the ARN of an SNS topic, in the Region of the deployment',
    topic,
    'A topic of your own for announcements, instead of a new one. Its policy stays yours.',
  ).exactOptional(),
  kmsKeyArn: text(
    'the ARN of a KMS key, in the Region of the deployment',
    key,
    'A key of your own that encrypts what is kept. Without it keys of AWS do.',
  ).exactOptional(),
  permissionsBoundary: text(
    'the ARN of an IAM policy',
    policy,
    "A policy that bounds what the stack's roles can ever do, whatever a template gives them.",
  ).exactOptional(),
  removalPolicy: oneOf(
    ['retain', 'delete'],
    'What becomes of table and topic with the stack. `retain` also protects the table from being deleted by hand.',
  ).default('retain'),
  logRetentionDays: z
    .literal(retentions)
    .meta({ description: 'How long log lines are kept.' } satisfies About)
    .default(30),
  pollConcurrency: whole(
    1,
    1000,
    'Concurrency that is reserved for the poll, and its limit. Without it there is none: two polls at once do no harm.',
  ).exactOptional(),
  feedConcurrency: whole(
    1,
    1000,
    'The same for the feed, which is public: it bounds what a flood of requests can take of the account.',
  ).exactOptional(),
  account: z
    .strictObject({ regions: z.array(z.string().regex(regionForm)).min(1).readonly() })
    .readonly()
    .meta({
      description:
        'Regions whose EKS node groups are read into the fleet every day, by a function of its own that may change nothing of them.',
      form: 'Region codes like `{ regions: [eu-west-1] }`',
    } satisfies About)
    .exactOptional(),
  stackName: text(
    'a name of letters, digits and hyphens',
    /^[A-Za-z][A-Za-z0-9-]{0,127}$/,
    'The name of the stack. Without it `amiwatch-<stage>`.',
  ).exactOptional(),
  tags: z
    .record(z.string().min(1).max(128), z.string().max(256))
    .readonly()
    .meta({
      description: 'Tags of the stack and all that is in it.',
      form: 'names with texts',
    } satisfies About)
    .exactOptional(),
});

/** The settings of one deployment, checked. */
export type Settings = z.infer<typeof settingsSchema>;

/** Settings that CloudFormation has no parameters for: they shape the template or the stack itself. */
export const shapingSettings = ['removalPolicy', 'account', 'stackName', 'tags'] as const;

/** A setting that is a parameter of the template. */
export type TemplateSetting = Exclude<keyof Settings, (typeof shapingSettings)[number]>;
