/** Long enough to be a command that somebody runs, rather than a name in a sentence. */
const leastCommand = 12;

/** Puts a button after every command of the advice that takes it to the clipboard. */
export function offerCopies(page: Document): void {
  // Only a page that came by https or from loopback may write to it.
  if (navigator.clipboard === undefined) return;
  for (const code of page.querySelectorAll<HTMLElement>('.advice:not(.facts) li code')) {
    const command = code.textContent;
    if (command.length < leastCommand || !command.includes(' ')) continue;
    const button = page.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', `Copy ${command}`);
    button.addEventListener('click', () => copy(command, button));
    code.after(' ', button);
  }
}

async function copy(command: string, button: HTMLButtonElement): Promise<void> {
  const said = await navigator.clipboard.writeText(command).then(
    () => 'Copied',
    () => 'Not allowed',
  );
  button.textContent = said;
  setTimeout(() => {
    button.textContent = 'Copy';
  }, 2_000);
}
