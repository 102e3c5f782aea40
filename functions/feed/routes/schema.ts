import * as z from 'zod';
import { announcementSchemaName } from '../../../shared/announce/addresses.ts';
import { notFound } from '../problem.ts';
import { jsonRoute } from '../route.ts';

type Load = () => Promise<{
  readonly default: { readonly $schema: string; readonly title: string };
}>;

/** By the name in the address. An announcement's has its version in it: what old consumers cannot read is at another address. */
const schemas: ReadonlyMap<string, Load> = new Map<string, Load>([
  [
    announcementSchemaName,
    () => import('../../../docs/schemas/announcement.schema.json', { with: { type: 'json' } }),
  ],
  ['route', () => import('../../../docs/schemas/route.schema.json', { with: { type: 'json' } })],
  ['digest-list', () => import('../../../docs/schemas/digest-list.schema.json', { with: { type: 'json' } })],
  [
    'behaviour-change',
    () => import('../../../docs/schemas/behaviour-change.schema.json', { with: { type: 'json' } }),
  ],
]);

/** The JSON Schemas of what comes out of a deployment and of what goes into it. */
export const schemaRoute = jsonRoute({
  path: '/schemas/{name}.json',
  summary: 'A JSON Schema: of announcements, routes, digest lists, behaviour changes.',
  parameters: z.strictObject({ name: z.string().max(80) }),
  type: 'application/schema+json',
  response: z.looseObject({ $schema: z.string(), $id: z.url(), title: z.string() }),
  answer: async ({ baseUrl }, { name }) => {
    const schema = (await schemas.get(name)?.())?.default;
    if (schema === undefined) throw notFound(`There are the schemas ${[...schemas.keys()].join(', ')}.`);
    return { ...schema, $id: `${baseUrl}/schemas/${name}.json` };
  },
});
