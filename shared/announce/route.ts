import * as z from 'zod';
import { alertsByDefault } from './alert.ts';
import type { Announcement } from './announcement.ts';
import { filterSchema, isWanted } from './filter.ts';
import { quietHoursSchema, quietUntil } from './quiet-hours.ts';

const secret = (what: string) =>
  z
    .string()
    .max(300)
    .regex(/^(?:\/[\w.-]+)+$/, 'is not the name of a parameter like /amiwatch/secrets/slack')
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
export type RouteKind = RouteConfig['kind'];

/** A route, by the name under which people know it. */
export type Route = RouteConfig & { readonly name: string };

/**
 * Whether the route asks for it. One without a list of severities is an alert route, and gets what wakes people. Follow-ups of a
 * release that the route was told of go there whatever it asks for.
 */
export function matchesRoute({ filter = {} }: Route, announcement: Announcement): boolean {
  return (filter.severities !== undefined || alertsByDefault(announcement)) && isWanted(filter, announcement);
}

/** Until when the route's quiet hours hold it; `undefined` when it may go now. */
export function heldUntil({ quietHours }: Route, { severity }: Announcement, now: Date): Date | undefined {
  return quietHours === undefined || severity === 'breaking' ? undefined : quietUntil(quietHours, now);
}
