import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../../functions/feed/routes.ts';
import { behaviourChanges } from '../../../shared/behaviour/behaviour-changes.ts';
import { recordedReleases } from '../../../shared/history/recorded-releases.ts';
import { type Site, startSite } from './site.ts';

interface Document {
  readonly paths: Readonly<
    Record<string, { readonly get: { readonly responses: Readonly<Record<string, Described>> } }>
  >;
}
interface Described {
  readonly content: Readonly<Record<string, unknown>>;
}

let site: Site;
let document: Document;
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajvFormats.default(ajv);

beforeAll(async () => {
  site = await startSite();
  document = await site.json<Document>('/openapi.json');
  ajv.addSchema(document, 'openapi');
});
afterAll(() => site.stop());

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** What an answer breaks of what the document says of its path. */
async function brokenAt(path: string, address: string): Promise<readonly string[]> {
  const answer = await site.ask(address);
  const type = answer.headers.get('content-type') ?? '';
  const status = answer.status === 200 ? '200' : '4XX';
  if (document.paths[path]?.get.responses[status]?.content[type] === undefined)
    return [`${address}: ${answer.status} ${type} is not described.`];
  const place = `#/paths/${escaped(path)}/get/responses/${status}/content/${escaped(type)}/schema`;
  const check = ajv.getSchema(`openapi${encodeURI(place)}`);
  if (check === undefined) return [`${place} is no schema.`];
  const value: unknown = /json/.test(type) ? await answer.json() : await answer.text();
  if (check(value)) return [];
  return (check.errors ?? []).map(({ instancePath, message }) => `${address}${instancePath} ${message}`);
}

const tags = recordedReleases.map(({ release }) => release);
const pairs = tags.slice(1).map((tag, index) => [tags[index], tag] as const);

test('an OpenAPI validator that others wrote accepts the document', async () => {
  const result = await new Validator().validate(JSON.parse(JSON.stringify(document)));
  expect(result).toEqual({ valid: true });
});

test('the document has every resource of the API, and each of its parameters', () => {
  const described = Object.keys(document.paths);
  expect(described.length).toBeGreaterThan(14);
  expect(routes.map(({ path }) => path)).toEqual(expect.arrayContaining(described));
  expect(document.paths['/v1/diff']).toMatchObject({
    get: {
      parameters: [
        { name: 'from', in: 'query', required: true },
        { name: 'to', in: 'query', required: true },
        { name: 'amiType', in: 'query', required: false },
        { name: 'kubernetes', in: 'query', required: false },
      ],
    },
  });
  expect(document.paths['/v1/packages/{name}/timeline']).toMatchObject({
    get: {
      parameters: [{ name: 'name', in: 'path', required: true }, { name: 'amiType', style: 'form' }, {}],
    },
  });
});

describe('every recorded answer is what the document says', () => {
  test('releases, their reports, what lies between them, how far they came', async () => {
    const broken: string[] = [];
    for (const tag of tags) {
      broken.push(...(await brokenAt('/v1/releases/{release}', `/v1/releases/${tag}`)));
      broken.push(...(await brokenAt('/v1/rollout/{release}', `/v1/rollout/${tag}`)));
    }
    for (const [from, to] of pairs)
      broken.push(...(await brokenAt('/v1/diff', `/v1/diff?from=${from}&to=${to}`)));
    expect(broken).toEqual([]);
  });

  test('feeds and lists, to the beginning of the history', async () => {
    const broken: string[] = [];
    for (const tag of tags.filter((_, index) => index % 20 === 0)) {
      for (const path of ['/feed.json', '/feed.atom', '/feed.rss'])
        broken.push(...(await brokenAt(path, `${path}?before=${tag}`)));
      broken.push(...(await brokenAt('/v1/releases', `/v1/releases?before=${tag}&limit=50`)));
    }
    expect(broken).toEqual([]);
  });

  test('tracks, packages, pins, aliases, Renovate', async () => {
    const { tracks, packages } = await site.json<{
      tracks: { track: string; amiType: string; kubernetes: string; newest: string }[];
      packages: string[];
    }>('/v1/tracks');
    const broken = [...(await brokenAt('/v1/tracks', '/v1/tracks'))];
    for (const { amiType, kubernetes, newest } of tracks) {
      const query = `amiType=${amiType}&kubernetes=${kubernetes}`;
      broken.push(...(await brokenAt('/v1/resolve', `/v1/resolve?${query}&avoid=breaking,security`)));
      const renovate = `/renovate/${amiType}/${kubernetes}.json`;
      broken.push(...(await brokenAt('/renovate/{amiType}/{kubernetes}.json', renovate)));
      const alias = `${amiType.split('_')[0]?.toLowerCase()}@${newest}`;
      broken.push(
        ...(await brokenAt('/v1/aliases/{alias}', `/v1/aliases/${alias}?kubernetes=${kubernetes}`)),
      );
    }
    for (const name of packages) {
      const path = '/v1/packages/{name}/timeline';
      broken.push(...(await brokenAt(path, `/v1/packages/${encodeURIComponent(name)}/timeline`)));
      broken.push(
        ...(await brokenAt('/v1/when', `/v1/when?package=${encodeURIComponent(name)}&range=%3E%3D1`)),
      );
    }
    expect(broken).toEqual([]);
  });

  test('the knowledge base, by each of its symptoms', async () => {
    const list = '/v1/behaviour-changes';
    const broken = [...(await brokenAt(list, list))];
    for (const { id, symptoms } of behaviourChanges) {
      broken.push(...(await brokenAt(`${list}/{id}`, `${list}/${id}`)));
      for (const symptom of [...symptoms.logs, ...symptoms.descriptions])
        broken.push(...(await brokenAt(list, `${list}?${new URLSearchParams({ symptom })}`)));
    }
    expect(broken).toEqual([]);
  });

  test('problems', async () => {
    const broken = [
      ...(await brokenAt('/v1/diff', '/v1/diff')),
      ...(await brokenAt('/v1/releases/{release}', '/v1/releases/v20200101')),
      ...(await brokenAt('/v1/resolve', '/v1/resolve?amiType=x&kubernetes=y&soakDays=-1')),
    ];
    expect(broken).toEqual([]);
  });

  test('and this test would see one that is not', async () => {
    const broken = await brokenAt('/v1/tracks', '/v1/releases');
    expect(broken.join()).toContain("must have required property 'tracks'");
  });
});
