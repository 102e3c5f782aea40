import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unzip } from '../cli/template/unzip.ts';
import { type Cloud, deploy } from './lambda/cloud.ts';
import { isAllowed, statementsOf, unused } from './lambda/policy.ts';
import { beginsAt, githubToken, regionsOf, type Story, tellStory } from './lambda/story.ts';
import { packageService, packagingHookMs } from './packaged-service.ts';

/* The packaged bundles, run as Lambda runs them, from a parameter's new value to Slack, a webhook, digests and the feed. */

const root = fileURLToPath(new URL('../', import.meta.url));
const account = '000000000000';
const id = 'eks-amazon-linux/v20240817/new-release';

let folder: string;
let cloud: Cloud;
let story: Story;
let feed: Readonly<Record<'items' | 'release' | 'rollout' | 'nothing', Response>>;
beforeAll(async () => {
  const service = await packageService(root);
  folder = await mkdtemp(join(tmpdir(), 'amiwatch-bundles-'));
  cloud = await deploy({
    template: service.template,
    bundle: async (name) => unzip(await readFile(service.path(`${name}.zip`))),
    folder,
    place: {
      account,
      region: 'us-east-1',
      parameters: {
        DigestIdentities: `arn:aws:ses:us-east-1:${account}:identity/example.com`,
        DigestTopics: `arn:aws:sns:us-east-1:${account}:digests`,
        GithubTokenParameter: '/amiwatch/github-token',
      },
    },
    beginsAt,
  });
  story = await tellStory(cloud);
  feed = {
    items: await cloud.get('/feed.json?before=v20240821'),
    release: await cloud.get('/v1/releases/v20240817'),
    rollout: await cloud.get('/v1/rollout/v20240817'),
    nothing: await cloud.get('/nothing'),
  };
}, packagingHookMs + 120_000);
afterAll(async () => {
  await cloud?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the whole path, in the packaged bundles', () => {
  test('a first poll says nothing, and one without news does nothing', () => {
    expect(story.baseline).toMatchObject({
      published: [],
      releases: [{ release: 'v20240729', status: 'detailed' }],
    });
    expect(story.unchanged).toMatchObject({ published: [], releases: [], problems: [] });
  });

  test('a new value of a parameter reaches Slack, its bot and a webhook, once each', () => {
    expect(story.news).toMatchObject({ published: [{ id }], problems: [] });
    expect(story.messages).toBe(1);
    const taken = cloud.sink.taken().map(({ body, path }) => ({ path, body }));
    expect(taken.map(({ path }) => path).sort()).toEqual([
      '/amis',
      '/api/chat.postMessage',
      '/services/T0/B0/XYZ',
    ]);
    for (const { body } of taken) expect(body).toContain('v20240817');
    const slack = taken.find(({ path }) => path.startsWith('/services/'));
    expect(slack?.body).toContain('containerd 1.7.11 → 1.7.20');
  });

  test('notes that GitHub alone has are asked for with the token', () => {
    expect(story.fromGithub).toMatchObject({ releases: [{ release: 'v20240821', status: 'detailed' }] });
    const [request] = cloud.github.requests();
    expect(request?.path).toContain('v20240821');
    expect(request?.headers.authorization).toBe(`Bearer ${githubToken}`);
  });

  test('digests reach a mailbox and a topic', () => {
    expect(story.digests).toMatchObject([
      { sent: [] },
      {
        sent: [
          { list: 'mail', releases: 1 },
          { list: 'topic', releases: 1 },
        ],
      },
    ]);
    expect(cloud.ses.sent()).toHaveLength(1);
  });

  test('the feed answers', async () => {
    const { items, release, rollout, nothing } = feed;
    const [first] = ((await items.json()) as { readonly items: readonly unknown[] }).items;
    expect(first).toMatchObject({ id: 'eks-amazon-linux/v20240817' });
    expect(await release.json()).toMatchObject({ report: { release: 'v20240817', severity: 'breaking' } });
    expect(await rollout.text()).toMatch(/ami-[0-9a-f]{17}/);
    expect(nothing.status).toBe(404);
  });

  test('no secret is in a log', () => {
    expect(cloud.log()).toContain('"event":"polled"');
    expect(cloud.log()).not.toMatch(/xoxb-bot|T0\/B0\/XYZ|github-token-marker/);
  });

  test('an error of a handler is the error of its invocation', async () => {
    const [denied = ''] = regionsOf(cloud).slice(-1);
    cloud.local.ssm.fault(({ region }) =>
      region === denied ? { kind: 'error', type: 'AccessDeniedException', message: 'no' } : undefined,
    );
    await expect(cloud.schedule('poll')).rejects.toMatchObject({
      errorType: 'PollFailedError',
      message: expect.stringContaining(denied),
    });
    cloud.local.ssm.fault(() => undefined);
  });
});

describe('permissions', () => {
  // What a request is known by besides its action and resource.
  const context = { 'aws:SecureTransport': 'true', 'aws:SourceAccount': account };

  const cloudTable = `arn:aws:dynamodb:us-east-1:${account}:table/Table`;

  /** What a role has and the story does not use, with the reason. */
  const spare: Readonly<Record<string, readonly string[]>> = {
    // A feed that has run for a minute asks the index what changed, and reads that; the story's processes do not live as long.
    FeedRole: [`dynamodb:GetItem ${cloudTable}`, `dynamodb:Query ${cloudTable}/index/open-work`],
    // AWS authorizes a listing by its path; whether the path or what is below it counts, its documentation shows both ways.
    DeliverRole: [
      `ssm:GetParametersByPath arn:aws:ssm:us-east-1:${account}:parameter/amiwatch/prod/routes/*`,
    ],
    DigestRole: [
      `ssm:GetParametersByPath arn:aws:ssm:us-east-1:${account}:parameter/amiwatch/prod/digests/*`,
    ],
  };

  const roles = () =>
    Object.entries(cloud.resources).flatMap(([name, { Type }]) => (Type === 'AWS::IAM::Role' ? name : []));

  test('every request that was seen on the wire is allowed by its function’s role', () => {
    for (const role of roles()) {
      const accesses = cloud.accesses(role);
      expect(accesses.length, role).toBeGreaterThan(0);
      const statements = statementsOf(cloud.resources, role);
      const denied = accesses.filter((access) => !isAllowed(statements, access, context));
      expect(denied, role).toEqual([]);
    }
  });

  test('no role has anything that was not used', () => {
    for (const role of roles()) {
      const statements = statementsOf(cloud.resources, role);
      expect(unused(statements, cloud.accesses(role), context), role).toEqual(spare[role] ?? []);
    }
  });
});
