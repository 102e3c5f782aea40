import { labelKey } from '../../hcl/body.ts';
import { joinTexts, type LocatedText, sliceText, textAt, wholeText } from '../../located-text.ts';
import type { ReaderContext } from '../../reader.ts';
import type { Gap } from '../../setup.ts';
import { field, fieldOf, isUnknown, itemsOf, knownText, restOf, type Tree } from '../../tree/tree.ts';

export interface Scripts {
  readonly scripts: readonly LocatedText[];
  readonly gaps: readonly Gap[];
}

/** The longest builds have some 40. */
const most = 200;

/** Provisioners that do nothing to the machine's files. */
const harmless = new Set(['breakpoint', 'shell-local', 'sleep']);

/** What provisioners do, as scripts in their order: a file that is put somewhere is a script that writes it. */
export function scriptsOf(
  provisioners: Tree | undefined,
  builder: string,
  file: string,
  context: ReaderContext,
): Scripts {
  const given = itemsOf(provisioners).filter((one) => isFor(one, builder));
  const after = given[most];
  const all = given.slice(0, most).map((one) => scriptsOfOne(one, file, context));
  if (after !== undefined) all.push(left(after, 'From here on there are more provisioners than are read.'));
  return { scripts: all.flatMap(({ scripts }) => scripts), gaps: all.flatMap(({ gaps }) => gaps) };
}

/** How a build is called that names no source. */
export const unnamed = 'image build';

/** `only` and `except` name builders; what they say where that is not known may be any. */
function isFor(provisioner: Tree, builder: string): boolean {
  if (builder === unnamed) return true;
  const [only, except] = ['only', 'except'].map((name) => field(provisioner, name));
  const names = (list: Tree | undefined) =>
    itemsOf(list).map((one) => knownText(one)?.replace(/^source\./, ''));
  const isOpen = restOf(only) !== undefined || names(only).includes(undefined);
  const isNamed = only === undefined || isOpen || names(only).includes(builder);
  return isNamed && !names(except).includes(builder);
}

function scriptsOfOne(provisioner: Tree, file: string, context: ReaderContext): Scripts {
  const type = knownText(fieldOf(provisioner, labelKey, 'type')) ?? '';
  if (harmless.has(type)) return { scripts: [], gaps: [] };
  if (type === 'file') return fileScripts(provisioner, file, context);
  if (type !== 'shell') return left(provisioner, `The provisioner ${type} is not read.`);
  const head = environment(provisioner);
  const inline = field(provisioner, 'inline');
  const named = [...itemsOf(field(provisioner, 'script')), ...itemsOf(field(provisioner, 'scripts'))];
  const opened = named.map((path) => openScript(path, file, context));
  const lines = itemsOf(inline).flatMap((line) =>
    line.is === 'text' ? [line.text, textAt(line.text, line.text.text.length, '\n')] : [],
  );
  const rest = [inline, field(provisioner, 'scripts')].flatMap((list) =>
    list?.is === 'list' ? (restOf(list) ?? []) : [],
  );
  return {
    scripts: [
      ...(lines.length > 0 ? [lines] : []),
      ...opened.flatMap(({ scripts }) => scripts.map((one) => [one])),
    ].map((body) => joinTexts([...head, ...body].filter(({ text }) => text !== ''))),
    gaps: [
      ...opened.flatMap(({ gaps }) => gaps),
      ...rest.map(
        (hole): Gap => ({ place: provisioner.place, why: `${hole.text} ${hole.why}.`, about: 'all' }),
      ),
    ],
  };
}

function left(at: Tree, why: string): Scripts {
  return { scripts: [], gaps: [{ place: at.place, why, about: 'all' }] };
}

function openScript(path: Tree, file: string, context: ReaderContext): Scripts {
  const source = openFile(path, file, context);
  if (source !== undefined) return { scripts: [source], gaps: [] };
  const written = path.is === 'text' ? (restOf(path)?.text ?? path.text.text) : '';
  return left(path, `The script ${written} is not here to read.`);
}

/** Paths count from the template's folder, which both of Packer's languages have a word for. */
function openFile(path: Tree, file: string, context: ReaderContext): LocatedText | undefined {
  if (path.is !== 'text') return undefined;
  const [first] = path.text.runs;
  const rooted = first?.hole?.text.includes('template_dir') === true && first.at === 0;
  const name = rooted ? `.${path.text.text.slice(1)}` : path.text.text;
  const source = name.includes('\uE000') ? undefined : context.open(name, file);
  return source === undefined || source.text.length > 1_000_000 ? undefined : wholeText(source);
}

/** `environment_vars` of the form `NAME=value`. */
function environment(provisioner: Tree): readonly LocatedText[] {
  return itemsOf(field(provisioner, 'environment_vars')).flatMap((item) => {
    if (item.is !== 'text') return [];
    const equals = item.text.text.indexOf('=');
    if (!/^[A-Za-z_]\w*$/.test(item.text.text.slice(0, Math.max(equals, 0)))) return [];
    const value = sliceText(item.text, equals + 1);
    const quote = value.text.includes('"') || value.text.includes('$') ? "'" : '"';
    return [
      textAt(item.text, 0, 'export '),
      sliceText(item.text, 0, equals + 1),
      textAt(item.text, 0, quote),
      value,
      textAt(item.text, 0, `${quote}\n`),
    ];
  });
}

const endOfFile = '__end_of_the_file__';

function fileScripts(provisioner: Tree, file: string, context: ReaderContext): Scripts {
  const direction = knownText(field(provisioner, 'direction'));
  if (direction === 'download') return { scripts: [], gaps: [] };
  const destination = knownText(field(provisioner, 'destination'));
  // Packer puts files where the user that it logs in as may write, which is not where the system reads.
  if (destination === undefined) return { scripts: [], gaps: [] };
  const inline = field(provisioner, 'content');
  const source = fieldOf(provisioner, 'source', 'sources');
  const content =
    inline?.is === 'text' && !isUnknown(inline)
      ? inline.text
      : source?.is === 'text'
        ? openFile(source, file, context)
        : undefined;
  // Below /tmp nothing reads it before a script moves it, and that one then has a gap of its own.
  if (content === undefined && destination.startsWith('/tmp')) return { scripts: [], gaps: [] };
  if (content === undefined || /[^\w./ @-]/.test(destination)) {
    return left(provisioner, `What is put at ${destination} is not here to read.`);
  }
  const mark = (text: string): LocatedText => textAt(content, 0, text);
  const path = destination.endsWith('/')
    ? `${destination}${(knownText(source) ?? '').split('/').at(-1)}`
    : destination;
  const parts = [mark(`cat > '${path}' <<'${endOfFile}'\n`), content, mark(`\n${endOfFile}\n`)];
  return { scripts: [joinTexts(parts.filter(({ text }) => text !== ''))], gaps: [] };
}
