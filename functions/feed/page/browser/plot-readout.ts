/** Says in words what is pointed at or has the focus, lights its strands, and lets the arrow keys walk from step to step. */
export function readPlots(page: Document): void {
  for (const plot of page.querySelectorAll<SVGSVGElement>('svg.plot')) {
    const readout = page.querySelector('.readout');
    if (readout !== null) readPlot(plot, readout);
  }
}

function readPlot(plot: SVGSVGElement, readout: Element): void {
  // Where there is no room for all of it, the newest is what people come for.
  plot.closest('.wide')?.scrollTo({ left: plot.scrollWidth });
  const targets = [...plot.querySelectorAll<SVGAElement>('.point, .mark')];
  const points = targets.filter((target) => target.classList.contains('point'));
  // One stop for the Tab key, as every group of alike things has; the arrow keys do the rest.
  for (const point of points.slice(0, -1)) point.setAttribute('tabindex', '-1');

  const show = (target: Element | null) => {
    const found = targets.find((each) => each === target?.closest<SVGAElement>('.point, .mark'));
    if (found === undefined) return;
    readout.textContent = found.querySelector('title')?.textContent ?? '';
    light(plot, found.dataset['strands']?.split(' '));
  };
  plot.addEventListener('pointerover', ({ target }) => show(target as Element | null));
  plot.addEventListener('focusin', ({ target }) => show(target as Element | null));
  plot.addEventListener('pointerleave', () => light(plot, undefined));
  plot.addEventListener('focusout', () => light(plot, undefined));
  plot.addEventListener('keydown', (event) => {
    const at = points.indexOf(event.target as SVGAElement);
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    const next = step === undefined || at === -1 ? undefined : points[at + step];
    if (next === undefined) return;
    event.preventDefault();
    points[at]?.setAttribute('tabindex', '-1');
    next.setAttribute('tabindex', '0');
    next.focus();
  });
}

/** The strands that go through what is pointed at stand out from the others. */
function light(plot: SVGSVGElement, strands: readonly string[] | undefined): void {
  plot.classList.toggle('lit', strands !== undefined);
  for (const strand of plot.querySelectorAll<SVGPathElement>('.strand'))
    strand.classList.toggle('on', strands?.includes(strand.dataset['strand'] ?? '') === true);
}
