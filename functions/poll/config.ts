import * as z from 'zod';
import type { DetailsLimits } from '../../shared/announce/due.ts';
import { type Environment, readEnvironment, wrongEnvironment } from '../../shared/aws/read-environment.ts';
import { publicAddress } from '../../shared/feed/public-address.ts';
import { minorsToWatch } from '../../shared/history/minors-to-watch.ts';
import { eksAccount } from '../../shared/packages/image-description/owner.ts';
import { ownParameterForm } from '../../shared/parameters/own-parameter.ts';
import { isRegion } from '../../shared/parameters/region.ts';
import { amiTypes, isMinor, type Minor, type Track, trackOf } from '../../shared/parameters/track.ts';

export interface PollConfig {
  readonly tableName: string;
  readonly topicArn: string;
  /** Where the page and the feed are, for links in announcements. */
  readonly publicUrl?: string;
  readonly regions: readonly string[];
  /** What is watched until other tracks are found, or all there is to watch. */
  readonly tracks: readonly Track[];
  /** How other tracks are found; `undefined` when they are not. */
  readonly discovery?: {
    /** Where variants are looked for. */
    readonly region: string;
    /** Minors that AWS has stopped releasing for are asked for twice a day only. */
    readonly dropEnded: boolean;
  };
  /** Earlier releases are taken from pinned parameters; they are not when it is missing. */
  readonly backfills?: boolean;
  readonly limits: DetailsLimits;
  /** Release notes are looked for at GitHub; `undefined` when they are not. */
  readonly github?: {
    /** The SSM parameter that has the token, in the poll's own Region. */
    readonly tokenParameter?: string;
  };
  /** EC2 is asked for descriptions of images; `undefined` when it is not. */
  readonly images?: {
    /** Accounts that EKS's images belong to. */
    readonly owners: readonly string[];
  };
}

const whose = "The poll's environment";

const list = (text: string) => text.split(',').map((part) => part.trim());
const number = (least: number, most: number) => z.coerce.number().min(least).max(most);

const onOrOff = z.enum(['on', 'off']);

const environmentSchema = z.object({
  AMIWATCH_TABLE: z.string().min(3),
  AMIWATCH_TOPIC_ARN: z
    .string()
    .regex(/^arn:[\w-]+:sns:[a-z0-9-]+:\d{12}:[\w-]+$/, 'is not the ARN of an SNS topic'),
  AMIWATCH_PUBLIC_URL: publicAddress.optional(),
  AMIWATCH_REGIONS: z
    .string()
    .transform(list)
    .refine((regions) => regions.every(isRegion), 'is not a list like us-east-1,eu-west-1'),
  AMIWATCH_KUBERNETES: z
    .string()
    .transform(list)
    .refine(
      (minors): minors is Minor[] => minors.every(isMinor),
      'is not a list of Kubernetes minors like 1.33,1.34',
    )
    .optional(),
  AMIWATCH_DISCOVERY: onOrOff.optional(),
  AMIWATCH_DISCOVERY_REGION: z.string().optional(),
  AMIWATCH_ENDED_MINORS: z.enum(['drop', 'keep']).default('drop'),
  AMIWATCH_BACKFILL: onOrOff.default('on'),
  AMIWATCH_GITHUB: onOrOff.default('on'),
  AMIWATCH_GITHUB_TOKEN_PARAMETER: z
    .string()
    .regex(ownParameterForm, 'is not the name of a parameter like /amiwatch/github-token')
    .optional(),
  AMIWATCH_DESCRIBE_IMAGES: z.enum(['on', 'off']).default('on'),
  AMIWATCH_IMAGE_OWNERS: z
    .string()
    .transform(list)
    .refine(
      (accounts) => accounts.every((account) => /^\d{12}$/.test(account)),
      'is not a list of account ids',
    )
    .default([]),
  // Any of the first is over before any of the second: nothing is given up before it is called pending.
  AMIWATCH_DETAILS_PENDING_AFTER_MINUTES: number(0, 10_079).default(1440),
  AMIWATCH_DETAILS_GIVE_UP_AFTER_DAYS: number(7, 90).default(14),
});

/** Reads the whole configuration at once. AMIWATCH_REGIONS is by default the Region that the poll itself runs in. */
export function readConfig(environment: Environment): PollConfig {
  const region = environment['AMIWATCH_REGIONS']?.trim()
    ? {}
    : { AMIWATCH_REGIONS: environment['AWS_REGION'] };
  const read = readEnvironment(whose, environmentSchema, { ...environment, ...region });
  const { AMIWATCH_GITHUB: github, AMIWATCH_GITHUB_TOKEN_PARAMETER: tokenParameter } = read;
  const minors = read.AMIWATCH_KUBERNETES ?? minorsToWatch;
  return {
    tableName: read.AMIWATCH_TABLE,
    topicArn: read.AMIWATCH_TOPIC_ARN,
    ...(read.AMIWATCH_PUBLIC_URL === undefined ? {} : { publicUrl: read.AMIWATCH_PUBLIC_URL }),
    regions: [...new Set(read.AMIWATCH_REGIONS)],
    ...discoveryOf(read),
    backfills: read.AMIWATCH_BACKFILL === 'on',
    tracks: minors.flatMap((minor) => amiTypes.map((amiType) => trackOf(amiType, minor))),
    limits: {
      pendingAfterMs: read.AMIWATCH_DETAILS_PENDING_AFTER_MINUTES * 60_000,
      giveUpAfterMs: read.AMIWATCH_DETAILS_GIVE_UP_AFTER_DAYS * 86_400_000,
    },
    ...(read.AMIWATCH_DESCRIBE_IMAGES === 'off'
      ? {}
      : { images: { owners: [eksAccount, ...read.AMIWATCH_IMAGE_OWNERS] } }),
    ...(github === 'off' ? {} : { github: tokenParameter === undefined ? {} : { tokenParameter } }),
  };
}

/** Minors that are listed by hand are all that is watched; otherwise others are found. */
function discoveryOf(read: z.infer<typeof environmentSchema>): Pick<PollConfig, 'discovery'> {
  const { AMIWATCH_DISCOVERY: wanted, AMIWATCH_KUBERNETES: listed, AMIWATCH_REGIONS: regions } = read;
  if (wanted === 'on' && listed !== undefined) {
    throw wrongEnvironment(
      whose,
      'AMIWATCH_DISCOVERY is on, and AMIWATCH_KUBERNETES lists all minors to watch: leave one of the two out',
    );
  }
  if ((wanted ?? (listed === undefined ? 'on' : 'off')) === 'off') return {};
  const [first = ''] = regions;
  const region = read.AMIWATCH_DISCOVERY_REGION ?? first;
  if (!regions.includes(region)) {
    throw wrongEnvironment(whose, `AMIWATCH_DISCOVERY_REGION (${region}) is not one of AMIWATCH_REGIONS`);
  }
  return { discovery: { region, dropEnded: read.AMIWATCH_ENDED_MINORS === 'drop' } };
}
