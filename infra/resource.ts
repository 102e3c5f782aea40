import type { AWS } from 'osls';

/** A CloudFormation resource, as the template takes it. */
export interface Resource {
  Type: string;
  Properties?: { [property: string]: unknown };
  DeletionPolicy?: 'Retain';
  UpdateReplacePolicy?: 'Retain';
}

/** What AWS must know of one Lambda function; `functions/<name>/function.ts` holds one. */
export type FunctionDefinition = NonNullable<AWS['functions']>[string];
