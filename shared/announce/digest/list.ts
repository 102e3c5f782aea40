import * as z from 'zod';
import type { Problem } from '../../problem.ts';
import { filterSchema } from '../filter.ts';
import { readJson } from '../read-json.ts';
import { scheduleFields } from './schedule.ts';

const address = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[A-Za-z\d-]{1,63}\.)+[A-Za-z\d-]{2,63}$/;
const mailAddress = z.string().regex(address, 'is not a mail address like team@example.com');
const named = z
  .string()
  .refine(
    (text) => address.test(/^[\w .,'()-]{1,60} <([^<>]+)>$/.exec(text)?.[1] ?? text),
    'is not a mail address like team@example.com or "EKS AMIs <team@example.com>"',
  );

const common = {
  ...scheduleFields,
  filter: filterSchema.exactOptional(),
  heartbeat: z
    .boolean()
    .exactOptional()
    .meta({ description: 'Whether a period without news is told as well. It is not, without this.' }),
};

/** Who gets digests, of what, and when. A list is one SSM parameter with this as JSON; its name is the last part of that one's. */
export const digestListSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...common,
      kind: z.literal('sns'),
      topicArn: z
        .string()
        .regex(/^arn:[\w-]+:sns:[a-z0-9-]+:\d{12}:[\w-]+$/, 'is not the ARN of an SNS topic'),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('ses'),
      from: named.meta({ description: 'Of an identity that SES has verified.' }),
      to: z
        .array(mailAddress)
        .min(1, 'has no address')
        // SES takes 50 recipients of a message.
        .max(50, 'has more than 50 addresses')
        .readonly()
        .meta({ description: 'They see each other.' }),
      replyTo: named.exactOptional(),
      unsubscribe: z
        .string()
        .max(500)
        .regex(
          /^(?:https:\/\/|mailto:)[\x21-\x3b\x3d\x3f-\x7e]+$/,
          'is no address that begins with https:// or mailto:',
        )
        .exactOptional()
        .meta({ description: 'Where readers sign off. An https address must answer a POST as one click.' }),
    }),
  ])
  .refine(({ every, weekday }) => every === 'week' || weekday === undefined, {
    path: ['weekday'],
    error: 'is for every: "week" alone',
  })
  .meta({ title: 'Digest list', description: 'Who gets digests, of what, and when.' });

/** A list, by the name under which people know it. */
export type DigestList = z.infer<typeof digestListSchema> & { readonly name: string };

/** The list that a parameter describes, or what is wrong with it. */
export function readDigestList(name: string, text: string): DigestList | Problem {
  const read = readJson(digestListSchema, text);
  if ('value' in read) return { ...read.value, name };
  return {
    kind: 'digest-list-wrong',
    subject: name,
    message: read.wrong,
    remedy:
      'It gets no digest until it is mended, and then one of all that it missed; see docs/configuration.md#digests.',
  };
}

export function isDigestList(read: DigestList | Problem): read is DigestList {
  return !('remedy' in read);
}
