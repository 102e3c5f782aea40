/** What a check found out about one thing. */
export interface Finding {
  readonly status: 'ok' | 'warn' | 'fail';
  /** One sentence: the thing, and how it is. */
  readonly text: string;
  /** What to do; `undefined` when all is well. */
  readonly remedy?: string;
}

/** One file of checks/ or local/: a name, and how to look. What it throws is a failure of the thing that it looks at. */
export interface Check<Context> {
  readonly name: string;
  /** What to do when the check itself cannot look. */
  readonly remedy: string | ((context: Context) => string);
  readonly look: (context: Context) => Promise<readonly Finding[]>;
}

/** CloudFormation compares templates and not what is there, so that deploying again brings nothing back. */
export const howToPutBack = 'See docs/runbook.md#what-was-changed-by-hand.';

export function ok(text: string): Finding {
  return { status: 'ok', text };
}

export function warn(text: string, remedy: string): Finding {
  return { status: 'warn', text, remedy };
}

export function fail(text: string, remedy: string): Finding {
  return { status: 'fail', text, remedy };
}
