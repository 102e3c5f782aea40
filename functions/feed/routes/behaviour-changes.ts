import * as z from 'zod';
import { severities } from '../../../shared/behaviour/behaviour-change.ts';
import { rankSymptoms } from '../../../shared/feed/rank-symptoms.ts';
import { jsonRoute } from '../route.ts';

/** In characters: a log line of some screens. */
export const longestSymptom = 2_000;
/** In characters: less than that is in every entry. */
export const shortestSymptom = 3;

export const behaviourChangesRoute = jsonRoute({
  path: '/v1/behaviour-changes',
  summary: 'The knowledge base; with a symptom, the entries that may explain it, the likeliest first.',
  parameters: z.strictObject({
    symptom: z
      .string()
      .min(shortestSymptom)
      .max(longestSymptom)
      .optional()
      .meta({ description: 'A pasted log line, or what you see in your own words.' }),
  }),
  response: z.object({
    behaviourChanges: z.array(
      z
        .object({
          id: z.string(),
          title: z.string(),
          summary: z.string(),
          component: z.string(),
          severity: z.enum(severities),
          score: z.number().exactOptional().meta({
            description:
              'How likely it is, for their order: log lines of the entry that are in the symptom, and words in common.',
          }),
          matched: z.array(z.string()).readonly().exactOptional().meta({ description: 'Those log lines.' }),
        })
        .meta({ id: 'BehaviourChangeSummary' }),
    ),
  }),
  answer: ({ catalogue: { entries } }, { symptom }) => {
    if (symptom === undefined) return { behaviourChanges: entries.map(summaryOf) };
    const candidates = rankSymptoms(entries, symptom);
    return {
      behaviourChanges: candidates.map(({ entry, score, matched }) => ({
        ...summaryOf(entry),
        score,
        matched,
      })),
    };
  },
});

function summaryOf({ id, title, summary, component, severity }: Entry) {
  return { id, title, summary, component, severity };
}

type Entry = Parameters<typeof rankSymptoms>[0][number];
