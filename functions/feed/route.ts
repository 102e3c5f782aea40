import * as z from 'zod';
import type { Catalogue } from '../../shared/feed/catalogue.ts';
import type { Images } from '../../shared/feed/images.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';

/** What answers are made from. */
export interface View {
  readonly catalogue: Catalogue;
  /** Where the feed is, without a slash at the end: `https://releases.example.com`. */
  readonly baseUrl: string;
  /** A WebSub hub, when there is one. */
  readonly hub: string | undefined;
  /** The images of a release in every Region; empty for a release that no poll has seen. */
  readonly imagesOf: (release: ReleaseTag) => Promise<Images>;
}

/** What a route answers with. */
export interface Answer {
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A resource: where it is, what may be asked of it, what it answers. Every file in `routes/` has one. */
export interface Route {
  /** `/v1/releases/{release}`; names in braces are parameters too. */
  readonly path: string;
  readonly summary: string;
  readonly parameters: z.ZodObject;
  /** Content type of the answer. */
  readonly type: string;
  /** The answer becomes another one as time passes, though nothing else has changed: it has no date of its last change. */
  readonly tellsAges?: true;
  /** The shape of an answer in JSON. */
  readonly response: z.ZodType | undefined;
  readonly answer: (view: View, parameters: unknown) => Promise<Answer>;
}

interface Definition<Parameters extends z.ZodObject> {
  readonly path: string;
  readonly summary: string;
  readonly parameters: Parameters;
  readonly type?: string;
  readonly tellsAges?: true;
  readonly headers?: (view: View, parameters: z.output<Parameters>) => Readonly<Record<string, string>>;
}

/** A route that answers with JSON. */
export function jsonRoute<Parameters extends z.ZodObject, Response extends z.ZodType>({
  answer,
  headers,
  response,
  type = 'application/json',
  ...route
}: Definition<Parameters> & {
  readonly response: Response;
  readonly answer: (
    view: View,
    parameters: z.output<Parameters>,
  ) => z.input<Response> | Promise<z.input<Response>>;
}): Route {
  return {
    ...route,
    type,
    response,
    answer: async (view, given) => {
      const parameters = given as z.output<Parameters>;
      const body = JSON.stringify(await answer(view, parameters));
      return { body, ...(headers === undefined ? {} : { headers: headers(view, parameters) }) };
    },
  };
}

/** A route that answers with text of another type. */
export function textRoute<Parameters extends z.ZodObject>({
  answer,
  headers,
  type,
  ...route
}: Definition<Parameters> & {
  readonly type: string;
  readonly answer: (view: View, parameters: z.output<Parameters>) => string | Promise<string>;
}): Route {
  return {
    ...route,
    type,
    response: undefined,
    answer: async (view, given) => {
      const parameters = given as z.output<Parameters>;
      const body = await answer(view, parameters);
      return { body, ...(headers === undefined ? {} : { headers: headers(view, parameters) }) };
    },
  };
}

/** A route without parameters. */
export const noParameters = z.strictObject({});
