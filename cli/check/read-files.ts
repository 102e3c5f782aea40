import { placeAt, wholeText } from '../../shared/setups/located-text.ts';
import { readerOf, readSetups } from '../../shared/setups/read-setups.ts';
import type { ReaderContext, Reading, SourceText } from '../../shared/setups/reader.ts';
import type { Gap } from '../../shared/setups/setup.ts';
import { reasonOf } from '../usage-error.ts';
import { type ListedFile, listFiles } from './list-files.ts';
import { loadSyntax } from './load-syntax.ts';
import { filesBeside, openBeside } from './open-beside.ts';
import { gunzip, mostBytes, readSourceFile, readStandardInput, type SourceFile } from './source-file.ts';

/** A file of which something was understood. */
export interface ReadFile {
  readonly source: SourceText;
  /** A change of the text is one of the file's bytes. */
  readonly plain: boolean;
  readonly reading: Reading;
}

export interface FilesRead {
  /** How many files were looked at. */
  readonly looked: number;
  readonly files: readonly ReadFile[];
  /** What could not be read at all. */
  readonly gaps: readonly Gap[];
  /** Names of files over which a reader failed, which is a fault of ours. */
  readonly faults: readonly string[];
  readonly context: ReaderContext;
}

/** Files and folders as setups. Grammars are loaded where some file is for one of the readers. */
export async function readFiles(paths: readonly string[], cwd: string): Promise<FilesRead> {
  const onDisk = paths.filter((path) => path !== '-');
  const { bounds, files, passedOver } = listFiles(onDisk, cwd);
  const gaps: Gap[] = passedOver.map(({ name, why }) => gapAt({ file: name, text: '' }, why));
  const known: (Extract<SourceFile, { is: 'text' }> & { readonly asked: boolean })[] = [];
  const take = (found: SourceFile, { asked, name }: Pick<ListedFile, 'asked' | 'name'>) => {
    const file = found.is === 'text' ? { ...found, source: { ...found.source, named: asked } } : found;
    const why = whyNot(file, name, asked);
    if (why !== undefined) gaps.push(gapAt(file.is === 'text' ? file.source : { file: name, text: '' }, why));
    else if (file.is === 'text' && readerOf(file.source) !== undefined) known.push({ ...file, asked });
  };
  if (onDisk.length < paths.length) take(readStandardInput(), { name: '-', asked: true });
  for (const file of files) take(readSourceFile(file.path, file.name), file);

  const syntax = known.length === 0 ? nothingToParse : await loadSyntax();
  const sources = known.map(({ source }) => source).filter(({ file }) => file !== '-');
  const open = openBeside(bounds, cwd, sources);
  const context: ReaderContext = { ...syntax, gunzip, open, beside: filesBeside(open, cwd) };
  const faults: string[] = [];
  const read = known.map(({ asked, plain, source }): ReadFile => {
    try {
      const reading = readSetups(source, context);
      return { source, plain, reading: asked ? taken(reading) : reading };
    } catch (error) {
      faults.push(source.file);
      const gap = gapAt(source, `amiwatch failed to read it: ${reasonOf(error)}.`);
      return { source, plain, reading: { setups: [], gaps: [gap] } };
    }
  });
  const looked = files.length + (onDisk.length < paths.length ? 1 : 0);
  return { looked, files: read, gaps, faults, context };
}

/** Who names a file says what it is of. */
function taken({ gaps, setups }: Reading): Reading {
  return { gaps, setups: setups.map(({ unsure: _, ...setup }) => setup) };
}

/** Why a file that may matter is not read. What is for no reader matters only where it was asked for. */
function whyNot(file: SourceFile, name: string, asked: boolean): string | undefined {
  if (file.is === 'unreadable') return file.why;
  if (file.is === 'binary' || readerOf(file.source) === undefined)
    return asked ? 'Nothing in it looks like configuration of nodes, pods or images.' : undefined;
  if (file.cutFrom === undefined) return undefined;
  const size = name === '-' ? 'more than 1 MB' : `${(file.cutFrom / 1e6).toFixed(1)} MB`;
  return `The file has ${size}; files up to ${mostBytes / 1e6} MB are read.`;
}

function gapAt(source: SourceText, why: string): Gap {
  const head = wholeText({ file: source.file, text: source.text.slice(0, 1000) });
  return { place: placeAt(head, 0), why, about: 'all' };
}

const nothingToParse = { shell: { parse: () => undefined }, hcl: { parse: () => undefined } };
