import { type LocatedText, sliceText } from '../located-text.ts';
import { unitLines } from '../node-files/unit-file.ts';
import { linesOf } from '../split-text.ts';
import { walkBranches } from './branches.ts';
import { runText } from './commands/scripts.ts';
import type { FileVersion, Shell } from './shell.ts';
import { startedUnit } from './start-unit.ts';

/** Scripts that a node starts later by itself; more of them are nobody's. */
const most = 50;

/** Drop-ins of services that nodeadm, or bootstrap.sh, starts once the user data is through, in the order in which it does. */
const startedServices = ['containerd', 'nodeadm-run', 'kubelet'].map(
  (name) => new RegExp(`^/(etc|usr/lib|lib|run)/systemd/system/${name}\\.service\\.d/[^/]+\\.conf$`),
);

/** Scripts of a start, by who runs them: those that are there when the first one begins run on it. */
const atFirstStart = /^\/var\/lib\/cloud\/scripts\/per-(boot|once|instance)\//;
const atEveryStart = /^\/(var\/lib\/cloud\/scripts\/per-boot\/|etc\/rc\.local$|etc\/rc\.d\/rc\.local$)/;
const byCron = /^\/etc\/cron\.(hourly|daily|weekly|monthly)\//;
const crontabs = /^\/(etc\/cron\.d\/|etc\/crontab$|var\/spool\/cron\/)/;

/** Runs what cloud-init finds in its own folders of scripts, before it comes to those of the user data. */
export function runCloudScripts(shell: Shell): void {
  for (const [path, version] of filesOf(shell, atFirstStart)) {
    shell.started.add(path);
    start(shell, version, () => runScript(shell, version));
  }
}

/**
 * Runs what a node runs when the user data is through: commands before containerd and kubelet start, as surely as the files are there;
 * scripts of cron, of timers and of the next start, which may never come.
 */
export function runLater(shell: Shell): void {
  const { begun, phase } = shell;
  shell.phase = 'bootstrap';
  for (const pattern of startedServices) {
    for (const [, version] of filesOf(shell, pattern)) start(shell, version, () => runBefore(shell, version));
  }
  shell.phase = begun === 'build' ? 'before-bootstrap' : 'after-bootstrap';
  const isFirst = begun === 'build';
  for (const [path, version] of filesOf(shell, isFirst ? atFirstStart : atEveryStart)) {
    const way = () => runScript(shell, version);
    if (isFirst) start(shell, version, way);
    else if (!shell.started.has(path)) walkBranches(shell, version.at, [way], false);
  }
  for (const [, version] of filesOf(shell, byCron))
    walkBranches(shell, version.at, [() => runScript(shell, version)], false);
  for (const [path, version] of filesOf(shell, crontabs)) {
    for (const line of linesOf(version.content)) {
      const command = commandOf(line, !path.startsWith('/var/spool/'));
      if (command !== undefined) walkBranches(shell, line, [() => runText(shell, command, [], line)], false);
    }
  }
  for (const { at, unit, text } of shell.later.slice(0, most)) {
    if (unit !== undefined && shell.started.has(unit.text)) continue;
    const way = () =>
      text === undefined ? unit && startedUnit(shell, unit, true, at) : runText(shell, text, [], at);
    walkBranches(shell, at, [way], false);
  }
  shell.phase = phase;
}

interface Written extends FileVersion {
  readonly content: LocatedText;
}

function filesOf(shell: Shell, pattern: RegExp): readonly (readonly [string, Written])[] {
  const found: (readonly [string, Written])[] = [];
  for (const [path, versions] of shell.files.entries()) {
    if (!pattern.test(path)) continue;
    for (const { content, ...rest } of versions)
      if (content !== undefined && found.length < most) found.push([path, { ...rest, content }]);
  }
  return found;
}

/** Runs something as surely as the file is there. */
function start(shell: Shell, { at, certain }: Written, way: () => void): void {
  if (!certain) {
    walkBranches(shell, at, [way], false);
    return;
  }
  way();
  shell.flow = 'on';
  shell.mayHaveEnded = false;
  shell.certain = true;
}

function runScript(shell: Shell, { content, at }: Written): void {
  if (/^#!(?!.*\b(ba|da|z|k)?sh\b)/.test(content.text)) return;
  runText(shell, content, [], at);
}

/** `ExecStartPre=` and `ExecStartPost=`; `ExecStart=` is the service itself. */
function runBefore(shell: Shell, { content, at }: Written): void {
  for (const { key, value } of unitLines(content)) {
    if (!/^ExecStart(Pre|Post)$/.test(key) || value.text === '') continue;
    const prefix = /^[-@:+!]*/.exec(value.text)?.[0].length ?? 0;
    runText(shell, sliceText(value, prefix), [], at);
  }
}

/** The command of a crontab's line, behind five fields or `@reboot`, and behind the user in the system's own ones. */
function commandOf(line: LocatedText, hasUser: boolean): LocatedText | undefined {
  const times = /^[\s\uE000]*(?:@\w{1,20}|[\d*][^\s=]{0,60}(?:\s+[^\s=]{1,60}){4})\s+/.exec(line.text)?.[0];
  if (times === undefined) return undefined;
  const user = hasUser ? /^\S+\s+/.exec(line.text.slice(times.length))?.[0] : '';
  return user === undefined ? undefined : sliceText(line, times.length + user.length);
}
