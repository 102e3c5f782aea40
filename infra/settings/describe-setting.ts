import * as z from 'zod';
import { settingsSchema } from './schema.ts';

/** One setting as JSON Schema has it, with the words that are for people. */
export interface DescribedSetting {
  readonly key: string;
  readonly description: string;
  readonly form?: string;
  readonly type?: 'array' | 'integer' | 'object' | 'string' | 'number';
  readonly default?: unknown;
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: { readonly pattern: string };
}

const { properties = {} } = z.toJSONSchema(settingsSchema, { io: 'input' }) as {
  properties?: Record<string, Omit<DescribedSetting, 'key'>>;
};

/** Every setting, in the order of the schema. */
export const describedSettings: readonly DescribedSetting[] = Object.entries(properties).map(
  ([key, described]) => ({ ...described, key }),
);

/** What a setting takes, in words. */
export function allowedOf({ enum: words, form, maximum, minimum }: DescribedSetting): string {
  if (form !== undefined) return form;
  return words === undefined ? `whole numbers from ${minimum} to ${maximum}` : words.join(', ');
}
