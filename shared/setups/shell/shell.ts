import {
  type Hole,
  holeAt,
  isDoubtful,
  type LocatedText,
  placeAt,
  sliceText,
  toValue,
} from '../located-text.ts';
import type { ReaderContext } from '../reader.ts';
import type { Gap, Phase, Program, Setting, Step } from '../setup.ts';
import type { SyntaxNode } from '../syntax.ts';
import { type JournaledMap, journaledMap } from './journaled-map.ts';

/** What a file may hold at some point of the run; `content` is missing where it was removed. */
export interface FileVersion {
  readonly content: LocatedText | undefined;
  readonly at: LocatedText;
  readonly certain: boolean;
}

/** A unit, or a text, that a node runs by itself at a later time. */
export interface Later {
  readonly at: LocatedText;
  readonly unit?: LocatedText;
  readonly text?: LocatedText;
}

/** A script's function: its body, and the text that the body's offsets count in. */
export interface ShellFunction {
  readonly body: SyntaxNode;
  readonly script: LocatedText;
}

/**
 * Where the run goes on: after `exit` nowhere, after `return` behind the function, after `break` or `continue` behind the loop.
 * `failed` is an exit with an error: a way that no node in service has gone.
 */
export type Flow = 'on' | 'exit' | 'failed' | 'return' | 'break';

/**
 * How the last command went: `likely` where a script counts on its success (mount, cp), `open` where it asks something
 * (test, grep).
 */
export type Status = 'yes' | 'no' | 'likely' | 'open';

/** A command as it is called: its words after expansion, without redirections. */
export interface Call {
  readonly program: string;
  readonly words: readonly LocatedText[];
  /** The whole command as it stands in the script. */
  readonly at: LocatedText;
  readonly stdin: LocatedText | undefined;
}

/** What a command's meaning is: it records it, and gives what it prints. */
export type Command = (shell: Shell, call: Call) => LocatedText;

/**
 * An abstract run of scripts: all that is known at the point that the walk has reached.
 *
 * It is changed in place, as a real shell is; whoever goes into a branch takes care to come back (`branches.ts`).
 */
export interface Shell {
  readonly context: ReaderContext;
  readonly variables: JournaledMap<readonly LocatedText[]>;
  readonly files: JournaledMap<readonly FileVersion[]>;
  readonly functions: Map<string, ShellFunction>;
  readonly settings: Setting[];
  readonly steps: Step[];
  readonly gaps: Gap[];
  /** Unknown outputs whose meaning a command has already recorded, such as that of `jq '.a = 1' config.json`. */
  readonly understood: Set<Hole>;
  /** What runs once the script is through, perhaps: units that are enabled alone, and jobs. */
  readonly later: Later[];
  /** Units, and scripts of cloud-init's folders, that have run. */
  readonly started: Set<string>;
  readonly begun: Phase;
  phase: Phase;
  certain: boolean;
  /** The ways of conditions that the run is in, one in the other: `/12/0/`. */
  branch: string;
  flow: Flow;
  status: Status;
  /** What runs now is tried again where it fails. */
  retried: boolean;
  /** What runs now is not waited for: `command &`. */
  background: boolean;
  /** Package managers that run in the background, until a `wait`. */
  readonly running: ('dnf' | 'yum' | 'rpm')[];
  /** What the script does where the file that it asks for is not there: `touch F` behind `[ -f F ] ||`. */
  otherwise: string;
  /** A condition may have ended the script before this point. */
  mayHaveEnded: boolean;
  /** Functions, scripts and `eval`s that are open. */
  depth: number;
  /** Parts of scripts that are open, one in the other. */
  nesting: number;
  /** Commands that may still run; long texts count as several (`spend`). */
  budget: number;
  /** The walk has given up, and said so. */
  hasStopped: boolean;
  /** Characters of scripts that may still be parsed. */
  unparsed: number;
  stdin: LocatedText | undefined;
  /** Runs a text as a script would run; gives what it prints. */
  readonly run: (script: LocatedText) => LocatedText;
  /** Runs a part of a text that is being run; gives what it prints. */
  readonly execute: (node: SyntaxNode, script: LocatedText) => LocatedText;
}

/** How a shell runs things: handed in, since commands run texts and texts run commands. */
export interface Runner {
  readonly run: (shell: Shell, script: LocatedText) => LocatedText;
  readonly execute: (shell: Shell, node: SyntaxNode, script: LocatedText) => LocatedText;
}

/** Scripts of user data have some 100 commands, the longest installers 1,000; loops with constant words multiply them. */
const mostCommands = 4000;

/** A text that evaluates itself again and again parses 100 KB each time; parsing costs a second for 400 KB on a slow machine. */
const mostParsed = 400_000;

/** A shell at the start of the user data, or of an image build. */
export function newShell(context: ReaderContext, phase: Phase, runner: Runner): Shell {
  const shell: Shell = {
    context,
    variables: journaledMap(),
    files: journaledMap(),
    functions: new Map(),
    settings: [],
    steps: [],
    gaps: [],
    understood: new Set(),
    later: [],
    started: new Set(),
    begun: phase,
    phase,
    certain: true,
    branch: '/',
    flow: 'on',
    status: 'yes',
    retried: false,
    background: false,
    running: [],
    otherwise: '',
    mayHaveEnded: false,
    depth: 0,
    nesting: 0,
    budget: mostCommands,
    hasStopped: false,
    unparsed: mostParsed,
    stdin: undefined,
    run: (script) => runner.run(shell, script),
    execute: (node, script) => runner.execute(shell, node, script),
  };
  return shell;
}

/** Takes what it costs to carry a text about from what may still be run: a heredoc of 100 KB in a loop is 50 commands each time. */
export function spend(shell: Shell, text: LocatedText): void {
  shell.budget -= Math.floor(text.text.length / 2000);
}

/** What every step has in common, here and now. */
export function stepAt(shell: Shell, at: LocatedText): Pick<Step, 'place' | 'phase' | 'certain' | 'branch'> {
  const step = { place: placeAt(at, 0), phase: shell.phase, certain: shell.certain };
  // What a template's directive takes out, it takes out by itself: it has no part in the script's own conditions.
  return shell.certain || isDoubtful(sliceText(at, 0, 1)) ? step : { ...step, branch: shell.branch };
}

/** Records a setting whose value stands in a text. */
export function recordSetting(
  shell: Shell,
  of: Program,
  key: string,
  value: LocatedText,
  path?: string,
): void {
  shell.settings.push({
    of,
    key,
    value: toValue(value),
    place: placeAt(value, 0),
    certain: shell.certain,
    ...(path !== undefined && { path }),
  });
}

/** Records that something is left open. Beyond 100 of them one more says nothing new. */
export function recordGap(shell: Shell, at: LocatedText, why: string, about: 'all' | Program = 'all'): void {
  if (shell.gaps.length < 100) shell.gaps.push({ place: placeAt(at, 0), why, about });
}

/** The output of a command that only the run can tell. */
export function unknownOutput(at: LocatedText): LocatedText {
  const text = at.text.length > 60 ? `${at.text.slice(0, 60)}…` : at.text;
  return holeAt(at, 0, { text, why: 'is known at run time only', kind: 'value' });
}
