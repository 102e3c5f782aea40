import { cp, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** What a deployment is made from; the feed publishes the schemas of the documentation. */
const parts = [
  'docs/schemas',
  'functions',
  'infra',
  'shared',
  'serverless.ts',
  'package.json',
  'tsconfig.json',
];

/**
 * Copies what a deployment is made from into a folder that is there already. Packaging there leaves the project as it is: osls
 * empties `.serverless/` of the folder that it runs in.
 */
export async function copyProject(project: string, folder: string): Promise<void> {
  for (const part of parts) await cp(join(project, part), join(folder, part), { recursive: true });
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
}
