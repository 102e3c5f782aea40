import { type Installed, type InventoryReader, kernelArchitecture, unnamedNode } from '../inventory.ts';
import { unreadLines } from '../problems.ts';
import { type Block, readComponentLine } from './component-versions.ts';
import { readPackageLine } from './package-line.ts';

/** Words of rpm, dnf and yum around their lists; the keys of repositories are packages of no interest. */
const talk =
  /^(?:Loaded plugins|Last metadata|Updating Subscription|Failed to set locale|Warning:|gpg-pubkey|Name\b.*\bVersion\b)/i;

/** `dnf list` goes on with what could be installed. */
const heading =
  /^(Installed|Available|Recent|Upgraded|Obsoleting|Extra|Autoremove)\b.*(?:Packages|Upgrades)$/i;

const kernelRelease = /^\d{1,3}\.\d{1,3}\.\d{1,5}-\S+\.(?:x86_64|aarch64)$/;
const wholeUname = /^Linux \S+ (\S+) /;

/** What commands print on a node, one or several of them in one text. */
export const commandOutput: InventoryReader = {
  id: 'command-output',
  title: 'rpm -qa, dnf or yum list installed, ctr version, containerd, runc or kubelet --version, uname -r',
  read: ({ text }) => {
    const installed: Installed[] = [];
    const unread: { line: number; text: string }[] = [];
    let offered = false;
    let block: Block | undefined;
    for (const { line, number } of wholeLines(text)) {
      if (line === '' || talk.test(line)) continue;
      const section = heading.exec(line)?.[1];
      if (section !== undefined) {
        offered = section.toLowerCase() !== 'installed';
        continue;
      }
      const place = `line ${number}`;
      const component = readComponentLine(line, block);
      if (component !== undefined) {
        if ('block' in component) block = component.block;
        if (component.found !== undefined) installed.push({ ...component.found, place });
        continue;
      }
      const kernel = wholeUname.exec(line)?.[1] ?? line;
      const found = kernelRelease.test(kernel)
        ? { name: 'kernel', version: kernel, running: true }
        : readPackageLine(line);
      if (found === undefined) unread.push({ line: number, text: line });
      else if (!offered) installed.push({ ...found, place });
    }
    if (installed.length === 0) return undefined;
    const kernel = installed.find(({ name, running }) => name === 'kernel' && running)?.version;
    return {
      nodes: [{ ...unnamedNode(installed), architecture: kernelArchitecture(kernel ?? '') }],
      problems: unreadLines(unread),
    };
  },
};

/** dnf breaks the lines of long names: what is set in belongs to the line before. */
function wholeLines(text: string): readonly { readonly line: string; readonly number: number }[] {
  const whole: { line: string; number: number }[] = [];
  for (const [index, raw] of text.split(/\r\n|[\r\n]/).entries()) {
    const line = raw.trimEnd();
    const last = whole.at(-1);
    const broken = last !== undefined && /^\S+\.(?:x86_64|aarch64|noarch|i686)(?:\s+\S+)?$/.test(last.line);
    if (broken && /^\s+\S/.test(line)) last.line += line;
    else whole.push({ line, number: index + 1 });
  }
  return whole;
}
