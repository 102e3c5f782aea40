import { offerCopies } from './copy.ts';
import { readPlots } from './plot-readout.ts';

// The page works without this: it only saves steps.
readPlots(document);
offerCopies(document);
