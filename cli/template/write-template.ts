import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderTemplate } from './render-template.ts';

/* npm run template: writes dist/, a CloudFormation template and its bundles. docs/deploy.md says what to do with them. */

const project = join(import.meta.dirname, '../..');
const dist = join(project, 'dist');
try {
  const files = await renderTemplate(project);
  // Bundles of another day must not be taken for today's.
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist);
  for (const [name, content] of files) {
    await writeFile(join(dist, name), content);
    console.log(`dist/${name}  ${Math.ceil(content.length / 1024)} KB`);
  }
} catch (error) {
  // What osls says of wrong settings is on its standard output.
  const { message = String(error), stdout = '' } = error as { message?: string; stdout?: string };
  console.error(stdout === '' ? message : stdout);
  process.exitCode = 1;
}
