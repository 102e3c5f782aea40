import type { SyntaxNode, SyntaxParser } from '../syntax.ts';
import { maskHeredocs } from './mask-heredocs.ts';

/** A script as its parts, and the first that the parser cannot place. */
export interface ParsedScript {
  readonly root: SyntaxNode;
  readonly broken: SyntaxNode | undefined;
}

/**
 * Parses a script. What a shell runs and the parser does not know is parsed in another spelling of the same length, where nothing is
 * left broken then. Offsets stay, and texts are taken from the script itself.
 */
export function parseScript(parser: SyntaxParser, script: string): ParsedScript | undefined {
  const masked = maskHeredocs(script);
  const root = parser.parse(masked);
  if (root === undefined) return undefined;
  const broken = firstOf(root, isBroken);
  if (broken === undefined) return { root, broken };
  const respelled = closeBlocks(plainNames(masked));
  const again = respelled === masked ? undefined : parser.parse(respelled);
  const isWhole = again !== undefined && firstOf(again, isMisplaced) === undefined;
  return isWhole ? { root: again, broken: undefined } : { root, broken };
}

/** `DEBUG=1 log::info x`: behind an assignment the parser takes the name of a command for that of a variable. */
function plainNames(script: string): string {
  return script.replaceAll(
    /(?<![\w$])(\w{1,80}=(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|[^\s"']{0,200})[ \t]{1,20})(\w{1,80}(?:[:@]{1,2}\w{1,80}){1,9})/g,
    (_, assignment: string, name: string) => `${assignment}${name.replaceAll(/[:@]/g, '_')}`,
  );
}

/** `fi done`: between two words that close, a shell asks for no `;`. */
function closeBlocks(script: string): string {
  return script.replaceAll(
    /(?<=(?:^|[\s;])(?:fi|done|esac|\}))[ \t](?=[ \t]{0,20}(?:fi|done|esac|\})(?:[\s;]|$))/gm,
    ';',
  );
}

const isBroken = (node: SyntaxNode): boolean => node.broken;

/** A word that closes nothing is an error to a shell, and the name of a command to the parser. */
const isMisplaced = (node: SyntaxNode): boolean =>
  node.broken || (node.type === 'command_name' && /^(?:fi|done|esac|\})$/.test(node.text));

function firstOf(root: SyntaxNode, fits: (node: SyntaxNode) => boolean): SyntaxNode | undefined {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (fits(node)) return node;
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index];
      if (child !== undefined) open.push(child);
    }
  }
  return undefined;
}
