/** `1 release`, `2 releases`; `1 entry`, `2 entries` with the word for several. */
export function counted(count: number, noun: string, several = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : several}`;
}
