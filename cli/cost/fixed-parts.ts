import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const infra = join(import.meta.dirname, '../../infra');

/** How many resources of these types the template has: what they cost does not depend on what is watched. */
export interface FixedParts {
  readonly alarms: number;
  readonly dashboards: number;
  readonly metrics: number;
}

/** Counts them where they are written. */
export async function fixedParts(): Promise<FixedParts> {
  const types: string[] = [];
  for (const file of (await readdir(infra)).filter((name) => name.endsWith('.ts')).sort()) {
    const module = (await import(pathToFileURL(join(infra, file)).href)) as Readonly<Record<string, unknown>>;
    types.push(...Object.values(module).flatMap(typeOf));
  }
  const count = (type: string) => types.filter((one) => one === type).length;
  return {
    alarms: count('AWS::CloudWatch::Alarm'),
    dashboards: count('AWS::CloudWatch::Dashboard'),
    metrics: count('AWS::Logs::MetricFilter'),
  };
}

function typeOf(exported: unknown): readonly string[] {
  const { Type } = (typeof exported === 'object' && exported !== null ? exported : {}) as {
    readonly Type?: unknown;
  };
  return typeof Type === 'string' ? [Type] : [];
}
