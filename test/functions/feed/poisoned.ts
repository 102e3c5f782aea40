import type { Report } from '../../../shared/report/report.ts';
import { reportOf } from '../../report/recorded.ts';

/** What notes, names and addresses of strangers could have in them. */
export const hostile = [
  ['a script', '<script>alert(1)</script>'],
  ['an end of an attribute', '"><img src=x onerror=alert(1)>'],
  ['another end of an attribute', "' onmouseover='alert(1)"],
  ['an end of CDATA', ']]><script>alert(2)</script><![CDATA['],
  ['entities', '&lt;script&gt;alert(3)&lt;/script&gt;'],
  ['marks of a chat', '<!channel> <https://evil.example|click> *bold*'],
  ['marks of direction', '\u202Egnp.exe\u2066\u200B\uFEFF'],
  ['control characters', 'a\u0000b\u0007c\u001Bd\u0085e\u2028f'],
  ['half a character', 'half \uD800 and \uFFFE'],
  ['an address that acts', 'javascript:alert(1)'],
  ['very much', '9'.repeat(5_000)],
] as const;

/** The report of a real release in which every text is of a stranger. */
export function poisoned(text: string): Report {
  const report = reportOf('v20240817', 'v20240729');
  return {
    ...report,
    because: text,
    changes: report.changes.map((change) => ({ ...change, package: text, from: text, to: text, builds: [] })),
    sources: [
      { source: 'release-notes', url: `https://example.com/${text}` },
      { source: 'release-notes', url: text },
    ],
    problems: [{ kind: text, subject: text, message: text, remedy: text }],
  };
}
