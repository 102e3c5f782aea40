import { join } from 'node:path';
import { renderTemplate } from './render-template.ts';
import { replaceBundles } from './replace-bundles.ts';

/* npm run template: writes dist/, a CloudFormation template and its bundles. docs/deploy.md says what to do with them. */

const project = join(import.meta.dirname, '../..');
try {
  const files = await renderTemplate(project);
  await replaceBundles(join(project, 'dist'), files);
  for (const [name, content] of files) console.log(`dist/${name}  ${Math.ceil(content.length / 1024)} KB`);
} catch (error) {
  // What osls says of wrong settings is on its standard output.
  const { message = String(error), stdout = '' } = error as { message?: string; stdout?: string };
  console.error(stdout === '' ? message : stdout);
  process.exitCode = 1;
}
