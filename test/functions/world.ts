import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createContext, type PollContext } from '../../functions/poll/context.ts';
import { PollFailedError } from '../../functions/poll/fail-when-problems.ts';
import { createHandler } from '../../functions/poll/handler.ts';
import type { PollResult } from '../../functions/poll/poll.ts';
import { createResources } from '../../infra/local/create-resources.ts';
import { invocationContext, scheduledEvent } from '../../infra/local/invoke.ts';
import { recordedInstants } from '../../infra/local/recorded-parameters.ts';
import type { StoredParameter } from '../../infra/local/ssm-endpoint.ts';
import { type LocalAws, startLocalAws } from '../../infra/local/start-local-aws.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { recordedReleases } from '../../shared/history/recorded-releases.ts';
import type { Ec2Image } from '../../shared/packages/image-description/image.ts';
import { eksAccount } from '../../shared/packages/image-description/owner.ts';
import { readRecord } from '../../shared/packages/recorded-history/read-record.ts';
import { recommendedParameter } from '../../shared/parameters/parameter-name.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';

/** The tracks that the tests watch: few enough to read, both operating systems, two minors. */
export const watched: readonly Track[] = [
  'AL2_x86_64/1.29',
  'AL2_x86_64/1.30',
  'AL2023_x86_64_STANDARD/1.29',
  'AL2023_x86_64_STANDARD/1.30',
];

export const regions = ['us-east-1', 'eu-west-1', 'eu-north-1', 'ap-south-1'] as const;
type Region = (typeof regions)[number];

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** The embedded AWS, and the poll's handler on it, with a clock and parameters that the test moves. */
export interface World {
  readonly context: PollContext;
  /** The same with descriptions of images from EC2, where `show` puts them. */
  readonly describing: PollContext;
  readonly ssm: LocalAws['ssm'];
  readonly ec2: LocalAws['ec2'];
  readonly local: LocalAws;
  /** What EC2 has of the images to which the first Region's parameters point. */
  readonly images: () => ReadonlyMap<string, Ec2Image>;
  /** What EC2 has of an image from now on; `undefined` where it has none. */
  readonly putImage: (imageId: string, image: Partial<Ec2Image> | undefined, region?: Region) => void;
  /** The Region's parameters as they were when the release came, for the watched tracks. */
  readonly show: (release: ReleaseTag, region?: Region, tracks?: readonly Track[]) => void;
  /** One parameter, whatever its value. */
  readonly put: (track: Track, value: string | undefined, region?: Region) => void;
  /** One parameter by its name. */
  readonly putParameter: (name: string, value: string | undefined, region?: Region) => void;
  readonly advance: (milliseconds: number) => void;
  /** The handler with a scheduled event; what a failed invocation did is its result all the same. */
  readonly poll: (context?: PollContext) => Promise<PollResult & { readonly failed: boolean }>;
  /** Everything that has reached the topic's subscriber since the last call, repeats included. */
  readonly received: () => Promise<readonly Announcement[]>;
  readonly stop: () => Promise<void>;
}

const facts = recordedReleases.map((record) => readRecord(record).facts);
/** An image has another id in each Region. */
const instants = new Map<Region, ReturnType<typeof recordedInstants>>();
function instantsIn(region: Region) {
  const known = instants.get(region) ?? recordedInstants(facts, region);
  instants.set(region, known);
  return known;
}

export async function startWorld(options: Partial<PollContext> = {}): Promise<World> {
  const local = await startLocalAws();
  const resources = await createResources(local);
  const sqs = new SQSClient({ region: local.region, endpoint: local.endpoints.sqs, credentials });
  const parameters = new Map<string, Map<string, StoredParameter>>(
    regions.map((region) => [region, new Map()]),
  );
  let now = new Date('2024-07-29T12:00:00Z');
  const config = {
    ...resources,
    regions: ['us-east-1'],
    tracks: watched,
    limits: { pendingAfterMs: 3_600_000, giveUpAfterMs: 86_400_000 },
    images: { owners: [eksAccount] },
  };
  const inAllRegions = createContext({ ...config, regions: [...regions] }, local);
  const describing: PollContext = { ...inAllRegions, regions: ['us-east-1'], now: () => now, ...options };
  const { descriptions: _, ...context } = describing;
  const images = new Map<string, Map<string, Ec2Image>>(regions.map((region) => [region, new Map()]));
  const putImage: World['putImage'] = (imageId, image, region = 'us-east-1') => {
    const there = images.get(region);
    const before = there?.get(imageId) ?? { ImageId: imageId, Name: '' };
    if (image === undefined) there?.delete(imageId);
    else there?.set(imageId, { ...before, ...image });
    local.ec2.serve(images);
  };
  const putParameter: World['putParameter'] = (name, value, region = 'us-east-1') => {
    if (value === undefined) parameters.get(region)?.delete(name);
    else parameters.get(region)?.set(name, { value, version: 1, modified: now });
    local.ssm.serve(parameters);
  };
  const put: World['put'] = (track, value, region) =>
    putParameter(recommendedParameter(track), value, region);
  return {
    context,
    describing,
    ssm: local.ssm,
    ec2: local.ec2,
    local,
    images: () => {
      const values = [...(parameters.get('us-east-1')?.values() ?? [])].map(({ value }) => value);
      const known = [...(images.get('us-east-1') ?? [])];
      return new Map(known.filter(([id]) => values.some((value) => value.includes(id))));
    },
    putImage,
    put,
    putParameter,
    show: (release, region, tracks = watched) => {
      const instant = instantsIn(region ?? 'us-east-1').find(({ facts }) => facts.release === release);
      if (instant === undefined) throw new RangeError(`${release} is not in the recorded history.`);
      if (instant.at > now) now = instant.at;
      for (const [id, image] of instant.images) putImage(id, image, region);
      for (const track of tracks)
        put(track, instant.parameters.get(recommendedParameter(track))?.value, region);
    },
    advance: (milliseconds) => {
      now = new Date(now.getTime() + milliseconds);
    },
    poll: async (used = context) => {
      const handler = createHandler(
        () => used,
        () => {},
      );
      try {
        return { ...(await handler(scheduledEvent(now), invocationContext('poll'))), failed: false };
      } catch (error) {
        if (error instanceof PollFailedError) return { ...error.result, failed: true };
        throw error;
      }
    },
    received: () => drain(sqs, resources.queueUrl),
    stop: async () => {
      sqs.destroy();
      await local.stop();
    },
  };
}

/** The value of a parameter for an image of this track and release, with an id made from the seed. */
export function valueFor(track: Track, release: ReleaseTag, imageName: string, seed = 'a'): string {
  const minor = track.slice(track.indexOf('/') + 1);
  return JSON.stringify({
    schema_version: '2',
    image_id: `ami-${seed.repeat(17).slice(0, 17)}`,
    image_name: imageName,
    release_version: `${minor}.1-${release.slice(1)}`,
  });
}

async function drain(sqs: SQSClient, queueUrl: string): Promise<readonly Announcement[]> {
  const announcements: Announcement[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
    );
    if (Messages.length === 0) return announcements;
    for (const { Body = '', ReceiptHandle } of Messages) {
      const envelope = JSON.parse(Body) as { Message: string };
      announcements.push(JSON.parse(envelope.Message) as Announcement);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }
  }
}
