import { join } from 'node:path';
import * as z from 'zod';
import { settingsSchema } from '../infra/settings/schema.ts';
import { announcementSchema } from '../shared/announce/announcement.ts';
import { digestListSchema } from '../shared/announce/digest/list.ts';
import { routeSchema } from '../shared/announce/route.ts';
import { verificationSchema } from '../shared/feed/verification.ts';
import { checkReportSchema } from './check/check-report.ts';
import { printSchema } from './print-schema.ts';

/** Where the JSON Schema of announcements is published. */
export const announcementSchemaPath = join(import.meta.dirname, '../docs/schemas/announcement.schema.json');

/** The bytes of the JSON Schema that consumers of announcements check and generate their types by. */
export function renderAnnouncementSchema(): string {
  return renderJsonSchema(announcementSchema);
}

/** Where the JSON Schema of the check's report is published. */
export const checkSchemaPath = join(import.meta.dirname, '../docs/schemas/check.schema.json');

/** The bytes of the JSON Schema that readers of `check --json` can rely on. */
export function renderCheckSchema(): string {
  return renderJsonSchema(checkReportSchema);
}

/** Where the JSON Schema of routes is published. */
export const routeSchemaPath = join(import.meta.dirname, '../docs/schemas/route.schema.json');

/** The bytes of the JSON Schema by which a route can be checked before it is written. */
export function renderRouteSchema(): string {
  return renderInputSchema(routeSchema);
}

/** Where the JSON Schema of digest lists is published. */
export const digestListSchemaPath = join(import.meta.dirname, '../docs/schemas/digest-list.schema.json');

/** The bytes of the JSON Schema by which a digest list can be checked before it is written. */
export function renderDigestListSchema(): string {
  return renderInputSchema(digestListSchema);
}

/** Where the JSON Schema of what `amiwatch verify --json` prints is published. */
export const verificationSchemaPath = join(import.meta.dirname, '../docs/schemas/verification.schema.json');

/** The bytes of the JSON Schema by which a pipeline can check what it reads. */
export function renderVerificationSchema(): string {
  return renderJsonSchema(verificationSchema);
}

/** Where the JSON Schema of a deployment's settings is published. */
export const settingsSchemaPath = join(import.meta.dirname, '../docs/schemas/settings.schema.json');

/** The bytes of the JSON Schema by which editors complete and check a file of settings. */
export function renderSettingsSchema(): string {
  return renderInputSchema(settingsSchema);
}

/** The schema of what people write: a key that is not known is a mistake. */
function renderInputSchema(schema: z.ZodType): string {
  return printSchema(
    z.toJSONSchema(schema, {
      target: 'draft-2020-12',
      io: 'input',
      override: ({ jsonSchema }) => {
        delete jsonSchema.readOnly;
        // Words for people, which the description and the pattern say as well.
        delete jsonSchema['form'];
      },
    }),
  );
}

/** A schema as JSON Schema, draft 2020-12, in the formatter's own layout: what is generated passes the lint as well. */
function renderJsonSchema(schema: z.ZodType): string {
  const published = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'output',
    override: ({ jsonSchema }) => {
      // A key that is added later must not break those who check what they get by an earlier schema.
      delete jsonSchema.additionalProperties;
      // Read-only is a word about types here; in JSON Schema it would speak of who may write.
      delete jsonSchema.readOnly;
      // The format says it; the pattern, 300 characters of leap years, hides it.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
  return printSchema(published);
}
