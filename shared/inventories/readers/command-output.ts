import type { Problem } from '../../problem.ts';
import {
  type Installed,
  type InventoryReader,
  kernelArchitecture,
  type NodeInventory,
  unnamedNode,
} from '../inventory.ts';
import { type Line, linesOf } from '../lines.ts';
import { unreadLines } from '../problems.ts';
import { splitArchitecture } from '../rpm-name.ts';
import { type Block, readComponentLine } from './component-versions.ts';
import { readPackageLine } from './package-line.ts';

/** Words of rpm, dnf and yum around their lists; the keys of repositories are packages of no interest. */
const talk =
  /^(?:Loaded plugins|Last metadata|Updating Subscription|Failed to set locale|Warning:|gpg-pubkey|Name\b.*\bVersion\b)/i;

/** `dnf list` goes on with what could be installed. */
const heading =
  /^(Installed|Available|Recent|Upgraded|Obsoleting|Extra|Autoremove)\b.*(?:Packages|Upgrades)$/i;

const kernelRelease = /^\d{1,3}\.\d{1,3}\.\d{1,5}-\S+\.(?:x86_64|aarch64)$/;
/** A name with its architecture, and perhaps a version: the rest may stand on the next line. */
const unfinished = /^\S+\.(?:x86_64|aarch64|noarch|i686)(?: +\S+)?$/;

const wholeUname = /^Linux \S+ (\S+) /;

/** One node has a thousand packages or two. */
const mostPackages = 20_000;
/** Where so many lines say nothing, no line will. */
const mostWords = 10_000;

/** What commands print on a node, one or several of them in one text. */
export const commandOutput: InventoryReader = {
  id: 'command-output',
  title: 'rpm -qa, dnf or yum list installed, ctr version, containerd, runc or kubelet --version, uname -r',
  read: ({ text }) => {
    const installed: Installed[] = [];
    let unread: Line | undefined;
    let unreadCount = 0;
    let offered = false;
    let block: Block | undefined;
    let architecture: NodeInventory['architecture'];
    for (const line of wholeLines(text)) {
      if (installed.length + unreadCount > mostPackages) return { nodes: [], problems: [tooMany] };
      if (talk.test(line.text)) continue;
      const section = heading.exec(line.text)?.[1];
      if (section !== undefined) {
        offered = section.toLowerCase() !== 'installed';
        continue;
      }
      const component = readComponentLine(line.text, block);
      if (component !== undefined && 'block' in component) block = component.block;
      architecture ??= kernelArchitecture(kernelOf(line.text) ?? '');
      const found =
        component === undefined ? (readKernel(line.text) ?? readPackageLine(line.text)) : component.found;
      if (found !== undefined && !offered) installed.push({ ...found, place: `line ${line.number}` });
      if (found !== undefined || component !== undefined) continue;
      unread ??= line;
      unreadCount += 1;
      if (installed.length === 0 && unreadCount > mostWords) return undefined;
    }
    if (installed.length === 0) return undefined;
    return {
      nodes: [{ ...unnamedNode(installed), architecture }],
      problems: unreadLines(unread, unreadCount),
    };
  },
};

const tooMany: Problem = {
  kind: 'inventory-too-long',
  subject: 'the inventory',
  message: `It has more than ${mostPackages} packages and lines that are none, and so is none of one node.`,
  remedy: 'Give what `rpm -qa` prints on one node.',
};

/** What `uname -r` or `uname -a` says. */
function kernelOf(line: string): string | undefined {
  const version = wholeUname.exec(line)?.[1] ?? line;
  return kernelRelease.test(version) ? version : undefined;
}

function readKernel(line: string): Omit<Installed, 'place'> | undefined {
  const version = kernelOf(line);
  if (version === undefined) return undefined;
  return { name: 'kernel', version: splitArchitecture(version).bare, running: true };
}

/** dnf breaks the lines of long names: what is set in belongs to the line before. */
function* wholeLines(text: string): Generator<Line, undefined> {
  let open: Line | undefined;
  for (const line of linesOf(text)) {
    const goesOn = open !== undefined && unfinished.test(open.text) && /^\s/.test(line.text);
    if (open !== undefined && !goesOn) yield open;
    open = open !== undefined && goesOn ? { ...open, text: `${open.text} ${line.text.trim()}` } : line;
  }
  if (open !== undefined) yield open;
}
