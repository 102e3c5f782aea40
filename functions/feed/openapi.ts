import * as z from 'zod';
import { isList } from './parameters.ts';
import type { Route } from './route.ts';

type Json = Record<string, unknown>;

/** What every problem looks like. */
const problemSchema = z
  .object({
    type: z.literal('about:blank'),
    status: z.number().int(),
    title: z.string(),
    detail: z.string(),
    errors: z
      .array(
        z.object({
          parameter: z.string(),
          message: z.string(),
          allowed: z.array(z.string()).exactOptional(),
        }),
      )
      .exactOptional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457; every wrong parameter is named.' });

/** The routes as OpenAPI 3.1, made from the schemas that requests are checked with. */
export function openapiOf(routes: readonly Route[], baseUrl: string): Json {
  const components: Json = {};
  const schemaOf = (schema: z.ZodType): unknown => {
    const {
      $schema: _,
      $defs = {},
      ...own
    } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    for (const [name, definition] of Object.entries($defs)) components[name] = withoutId(definition);
    return withoutId(own);
  };
  const problem = schemaOf(z.object({ problem: problemSchema })) as { properties: { problem: unknown } };
  const paths = Object.fromEntries(
    routes.map((route) => [route.path, { get: operationOf(route, schemaOf, problem.properties.problem) }]),
  );
  return moveReferences({
    openapi: '3.1.1',
    info: {
      title: 'EKS AMI releases',
      version: '1',
      summary: 'What changed in EKS node images, and what it breaks.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: baseUrl }],
    paths,
    components: { schemas: components },
  }) as Json;
}

function operationOf(route: Route, schemaOf: (schema: z.ZodType) => unknown, problem: unknown): Json {
  const { parameters, path, response, summary, type } = route;
  const content = {
    [type]: response === undefined ? { schema: { type: 'string' } } : { schema: schemaOf(response) },
  };
  return {
    operationId: operationIdOf(path),
    summary,
    parameters: Object.entries(parameters.shape).map(([name, schema]) =>
      parameterOf(name, schema as z.ZodType, path, schemaOf),
    ),
    responses: {
      200: { description: summary, content },
      304: { description: 'What the client has is what there is.' },
      '4XX': {
        description: 'The request asks for something that there is not.',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  };
}

function parameterOf(
  name: string,
  schema: z.ZodType,
  path: string,
  schemaOf: (schema: z.ZodType) => unknown,
): Json {
  const inPath = path.includes(`{${name}}`);
  const { description, ...own } = schemaOf(schema) as Json;
  return {
    name,
    in: inPath ? 'path' : 'query',
    required: inPath || !schema.safeParse(undefined).success,
    ...(description === undefined ? {} : { description }),
    // A list is repeated, or joined by commas.
    ...(isList(schema) ? { style: 'form', explode: true } : {}),
    schema: own,
  };
}

/** `/v1/packages/{name}/timeline` → `packagesNameTimeline`. */
function operationIdOf(path: string): string {
  const words = path.replace(/^\/v1/, '').match(/[A-Za-z]+/g) ?? [];
  return words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
}

function withoutId(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  const { id: _, ...rest } = schema as Json;
  return rest;
}

/** Definitions of single schemas are components of the whole. */
function moveReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moveReferences);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) =>
      key === '$ref' && typeof part === 'string'
        ? [key, part.replace(/^#\/\$defs\//, '#/components/schemas/')]
        : [key, moveReferences(part)],
    ),
  );
}
