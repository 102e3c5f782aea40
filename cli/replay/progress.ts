import { statusLine } from '../status-line.ts';

/** A line at the bottom of the terminal that says how far a replay is. Where there is no terminal, nothing. */
export interface Progress {
  readonly step: (release: string, done: number, announced?: number) => void;
  readonly clear: () => void;
}

const barWidth = 20;

export function startProgress(stream: NodeJS.WriteStream, total: number): Progress {
  const { clear, show } = statusLine(stream);
  return {
    step: (release, done, announced) => {
      const filled = Math.round((done / Math.max(1, total)) * barWidth);
      const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
      const heard = announced === undefined ? '' : ` · ${announced} announced`;
      show(`${bar} ${release} · ${done} of ${total}${heard}`);
    },
    clear,
  };
}
