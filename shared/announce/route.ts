import * as z from 'zod';
import { alertsByDefault } from './alert.ts';
import type { Announcement } from './announcement.ts';
import { filterSchema, isWanted } from './filter.ts';
import { quietHoursSchema, quietUntil } from './quiet-hours.ts';

const secret = (what: string) =>
  z
    .string()
    .max(300)
    .regex(/^(?:\/[\w.-]+)+$/, 'is not the name of a parameter like /amiwatch/prod/secrets/slack')
    .meta({ description: `Name of the SSM parameter (SecureString) that has ${what}.` });

const common = {
  filter: filterSchema.exactOptional(),
  quietHours: quietHoursSchema
    .exactOptional()
    .meta({ description: 'Breaking releases are told all the same; others when the hours are over.' }),
};

/** Where announcements go, and which. A route is one SSM parameter with this as JSON; its name is the last part of that one's. */
export const routeSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...common,
      kind: z.literal('slack-webhook'),
      secret: secret('the address of the incoming webhook'),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('slack-bot'),
      secret: secret('the bot token'),
      channel: z
        .string()
        .regex(/^[CDG][A-Z0-9]{5,20}$/, 'is not the id of a channel like C0123456789')
        .meta({ description: 'Id of the channel; names of channels change.' }),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('webhook'),
      url: z.url({ protocol: /^https$/, error: 'is not an https address' }).max(500),
      secret: secret('the key that signs requests'),
    }),
  ])
  .meta({ title: 'Route', description: 'Where announcements go, and which.' });

/** A route's configuration. */
export type RouteConfig = z.infer<typeof routeSchema>;

/** The WebSub hub, which is told that feeds changed. It is configured with the feed, and no parameter can be one. */
export interface HubConfig {
  readonly kind: 'websub';
  /** Its address. */
  readonly hub: string;
  /** Addresses of the feeds, as readers know them. */
  readonly feeds: readonly string[];
  readonly filter?: undefined;
}

/** A route, by the name under which people know it. */
export type Route = (RouteConfig | HubConfig) & { readonly name: string };
export type RouteKind = Route['kind'];

/** The route of the hub. A parameter's name has no space in it, so that no other route is called so. */
export const hubRouteName = 'websub hub';

/**
 * So long after an announcement a hub is told: it fetches the feed at once, and a feed that it gets from before would be no
 * news to it. The function answers from what is two minutes old at most, and a cache keeps feeds for a minute where there is a hub.
 */
const hubWaitsMs = 240_000;

/**
 * Whether the route asks for it. One without a list of severities is an alert route, and gets what wakes people. Follow-ups of a
 * release that the route was told of go there whatever it asks for.
 */
export function matchesRoute({ filter = {}, kind }: Route, announcement: Announcement): boolean {
  if (kind === 'websub') return true;
  return (filter.severities !== undefined || alertsByDefault(announcement)) && isWanted(filter, announcement);
}

/** Until when the route's quiet hours, or the caches of a hub, hold it; `undefined` when it may go now. */
export function heldUntil(
  route: Route,
  { announcedAt, severity }: Announcement,
  now: Date,
): Date | undefined {
  if (route.kind === 'websub') {
    const fresh = new Date(Date.parse(announcedAt) + hubWaitsMs);
    return fresh > now ? fresh : undefined;
  }
  const { quietHours } = route;
  return quietHours === undefined || severity === 'breaking' ? undefined : quietUntil(quietHours, now);
}
