import type { AWS } from 'osls';

/** A CloudFormation resource, as the template takes it. */
export interface Resource {
  Type: string;
  /** Names a condition of the template; without it the resource is always made. */
  Condition?: string;
  Metadata?: { [name: string]: unknown };
  Properties?: { [property: string]: unknown };
  DeletionPolicy?: 'Retain' | 'Delete';
  UpdateReplacePolicy?: 'Retain' | 'Delete';
}

/** What AWS must know of one Lambda function; `functions/<name>/function.ts` holds one. */
export type FunctionDefinition = NonNullable<AWS['functions']>[string];
