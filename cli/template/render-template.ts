import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { usualSettingsFile } from '../../infra/settings/read-settings.ts';
import { stageMark } from '../../infra/settings/stage.ts';
import { copyProject } from './copy-project.ts';
import { bundledFunctions, plainTemplate, type Template } from './plain-template.ts';
import { unzip } from './unzip.ts';
import { zip } from './zip.ts';

export const templateName = 'amiwatch.template.json';

/** The template and its bundles, by file name, made from the project in this folder and its settings. */
export async function renderTemplate(project: string): Promise<ReadonlyMap<string, Buffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'amiwatch-template-'));
  try {
    await copyProject(project, folder);
    const settings = join(project, usualSettingsFile);
    if (existsSync(settings)) await cp(settings, join(folder, usualSettingsFile));
    const named = process.env['AMIWATCH_SETTINGS']?.trim();
    const env = named ? { ...process.env, AMIWATCH_SETTINGS: resolve(project, named) } : process.env;
    const osls = join(project, 'node_modules/osls/bin/serverless.js');
    const packaging = [osls, 'package', '--stage', stageMark];
    await promisify(execFile)(process.execPath, packaging, { cwd: folder, env });
    return await templateOf(join(folder, '.serverless'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The same from what osls has packaged with `stageMark` into this folder. */
export async function templateOf(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const text = await readFile(join(folder, 'cloudformation-template-update-stack.json'), 'utf8');
  const packaged = JSON.parse(text) as Template;
  const bundles = new Map<string, Buffer>();
  const names = new Map<string, string>();
  for (const name of bundledFunctions(packaged)) {
    const archive = zip(unzip(await readFile(join(folder, `${name}.zip`))));
    // A name for each content: CloudFormation sees that the code is another one by its key alone.
    const file = `${name}-${createHash('sha256').update(archive).digest('hex').slice(0, 16)}.zip`;
    names.set(name, file);
    bundles.set(file, archive);
  }
  const template = plainTemplate(packaged, names);
  return new Map([[templateName, Buffer.from(`${JSON.stringify(template, null, 1)}\n`)], ...bundles]);
}
