/** A line at the bottom of the terminal that says how far a replay is. Where there is no terminal, nothing. */
export interface Progress {
  readonly step: (release: string, done: number, announced: number) => void;
  readonly clear: () => void;
}

const barWidth = 20;
const clearLine = '\r\x1b[2K';

export function startProgress(stream: NodeJS.WriteStream, total: number): Progress {
  if (!stream.isTTY) return { step: () => {}, clear: () => {} };
  return {
    step: (release, done, announced) => {
      const filled = Math.round((done / Math.max(1, total)) * barWidth);
      const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
      stream.write(`${clearLine}${bar} ${release} · ${done} of ${total} · ${announced} announced`);
    },
    clear: () => stream.write(clearLine),
  };
}
