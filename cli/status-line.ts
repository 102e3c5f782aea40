/** A line at the bottom of the terminal that always says the newest. Where there is no terminal, nothing. */
export interface StatusLine {
  readonly show: (text: string) => void;
  readonly clear: () => void;
}

const clearLine = '\r\x1b[2K';

export function statusLine(stream: NodeJS.WriteStream): StatusLine {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  return {
    show: (text) => stream.write(clearLine + text),
    clear: () => stream.write(clearLine),
  };
}
