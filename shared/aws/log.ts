/** One structured line of the log. Filters of CloudWatch Logs go by its fields. */
export type Log = (entry: Readonly<Record<string, unknown>> & { readonly level: 'info' | 'error' }) => void;

export const logToConsole: Log = (entry) => {
  const write = entry.level === 'error' ? console.error : console.log;
  write(JSON.stringify(entry));
};
