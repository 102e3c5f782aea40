/** Every event that a line of the log can tell of, and what else stands in the line. docs/logs.md is written from it. */
export const logEvents = {
  polled: {
    by: ['poll'],
    says: 'A poll came to its end.',
    fields:
      '`releases` that were worked on with their status, ids of what was `published`, `waiting` releases without details',
  },
  delivered: {
    by: ['deliver'],
    says: 'A delivery was tried.',
    fields: '`route`, `id` of the announcement, `outcome`, `reason`',
  },
  'deliveries-done': {
    by: ['deliver'],
    says: 'A run of deliveries that had something to do came to its end.',
    fields: 'how many were `tried`, how many `problems` there were',
  },
  'digest-sent': {
    by: ['digest'],
    says: 'A list got its digest.',
    fields: '`list`, `from` and `to` of the period, number of `releases`',
  },
  'digests-done': {
    by: ['digest'],
    says: 'All lists had their turn.',
    fields: 'how many digests were `sent`, how many `problems` there were',
  },
  'account-read': {
    by: ['account'],
    says: 'The node groups of the account were read.',
    fields:
      'how many `nodeGroups` there are, names of what was `written` and `removed`, how many `problems` there were',
  },
  'answer-failed': {
    by: ['feed'],
    says: 'A request was answered with 503, or from what was read before.',
    fields: '`message`, `stack`',
  },
  problem: {
    by: ['poll', 'deliver', 'digest', 'account'],
    says: 'One item was not as it should be; the others went on.',
    fields: '`kind`, which the [runbook](runbook.md) goes by, `subject`, `place`, `message`, `remedy`',
  },
} as const;

export type LogEvent = keyof typeof logEvents;

/** One structured line of the log. */
export type LogEntry = Readonly<Record<string, unknown>> & {
  readonly level: 'info' | 'error';
  readonly event: LogEvent;
};

export type Log = (entry: LogEntry) => void;

export const logToConsole: Log = (entry) => {
  const write = entry.level === 'error' ? console.error : console.log;
  write(JSON.stringify(entry));
};
