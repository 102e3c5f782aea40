import * as z from 'zod';

/** The most places that a message names: each takes some 200 bytes of the 180,000 that it may have. */
export const mostPlaces = 100;

/** Setups that the words name; the others are counted. */
const namedSetups = 5;
/** Places of one setup that the words name. */
const namedPlaces = 2;

export const exposureSchema = z
  .object({
    setups: z.number().int().meta({ description: 'How many setups the team has registered.' }),
    exposedSetups: z
      .number()
      .int()
      .meta({ description: 'How many of them have a line that exposes them to a finding that came in.' }),
    byNoLine: z.number().int().meta({
      description:
        'How many of them meet one that no line decides: the release alone does, or what is not there.',
    }),
    cannotTell: z
      .number()
      .int()
      .meta({ description: 'How many without such a line may be exposed all the same. Not "not exposed".' }),
    exposed: z
      .array(
        z
          .object({
            setup: z.string().meta({ description: "The setup's name in the fleet." }),
            behaviourChange: z.string().meta({ description: 'Id of the behaviour change.' }),
            place: z.string().meta({ description: 'The line that decides: `user-data.sh:14`.' }),
          })
          .readonly(),
      )
      .readonly()
      .meta({ description: `Which lines expose which setups to what; the first ${mostPlaces}.` }),
  })
  .readonly();

export type AnnouncedExposure = z.infer<typeof exposureSchema>;

/** `2 of your 7 setups are exposed: payments-blue, user-data.sh line 14; …`; empty where nothing is known of any. */
export function describeExposure({ exposure }: { readonly exposure?: AnnouncedExposure }): string {
  if (exposure === undefined) return '';
  const { byNoLine, cannotTell, exposed, exposedSetups, setups } = exposure;
  const meet = byNoLine === 1 ? 'meets' : 'meet';
  const rest = [
    ...(byNoLine === 0 ? [] : [` ${byNoLine} of them ${meet} a change that no line decides.`]),
    ...(cannotTell === 0 ? [] : [` Of ${cannotTell} it cannot be told.`]),
  ].join('');
  if (exposedSetups === 0) {
    const none = byNoLine === 0 ? 'None' : 'By a line of theirs, none';
    return `${none} of your ${setups} setups is known to be exposed.${rest}`;
  }
  const bySetup = [...Map.groupBy(exposed, ({ setup }) => setup)];
  const named = bySetup.slice(0, namedSetups).map(([name, rows]) => {
    const places = [...new Set(rows.map(({ place }) => describePlace(place)))];
    const more = places.length > namedPlaces ? ' …' : '';
    return `${name}, ${places.slice(0, namedPlaces).join(' and ')}${more}`;
  });
  const left = exposedSetups - named.length;
  const others = left > 0 ? `; and ${left} more` : '';
  const are = exposedSetups === 1 ? 'is' : 'are';
  return `${exposedSetups} of your ${setups} setups ${are} exposed: ${named.join('; ')}${others}.${rest}`;
}

function describePlace(place: string): string {
  const colon = place.lastIndexOf(':');
  return colon === -1 ? place : `${place.slice(0, colon)} line ${place.slice(colon + 1)}`;
}
