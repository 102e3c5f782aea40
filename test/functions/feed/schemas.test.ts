import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { announce } from '../../../shared/announce/announce.ts';
import { announceTracks } from '../../../shared/announce/announce-tracks.ts';
import { behaviourChanges } from '../../../shared/behaviour/behaviour-changes.ts';
import { reportOf } from '../../report/recorded.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

const report = reportOf('v20240817', 'v20240729');
const at = new Date(report.detectedAt);
const told = () => announce(report, 'new-release', behaviourChanges, at, { publicUrl: site.url });

test('an announcement names the schema that it is held to, and the feed has it there', async () => {
  const { $schema = '', ...rest } = told();
  expect($schema).toBe(`${site.url}/schemas/announcement-1.json`);
  const answer = await fetch($schema);
  expect(answer.headers.get('content-type')).toBe('application/schema+json');
  const schema = (await answer.json()) as { $id: string };
  expect(schema.$id).toBe($schema);
  const ajv = new Ajv2020({ strict: false });
  ajvFormats.default(ajv);
  const check = ajv.compile(schema);
  const [track] = report.tracks;
  const news = { ...told(), round: 1, tracks: track === undefined ? [] : [track] };
  for (const announcement of [{ $schema, ...rest }, announceTracks(news, at, site.url)])
    expect([check(announcement), check.errors]).toEqual([true, null]);
  expect(check({ ...rest, release: 'latest' })).toBe(false);
});

test('an announcement leads to its release on the page', async () => {
  const answer = await fetch(told().page ?? '');
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('id="v20240817"');
});

test.each(['route', 'digest-list', 'behaviour-change'])('the schema of %s is there', async (name) => {
  expect(await site.json(`/schemas/${name}.json`)).toMatchObject({ $id: `${site.url}/schemas/${name}.json` });
});

test('others are not, and these are named', async () => {
  const answer = await site.ask('/schemas/announcement-0.json');
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('announcement-1, route, digest-list, behaviour-change');
});
