import compiled from './assets.generated.json' with { type: 'json' };

/** A file that the page loads; its name changes with what is in it. */
export interface Asset {
  /** `page.1x2y3z4a.css` */
  readonly name: string;
  readonly type: string;
  readonly body: string;
}

/** What the page loads, as `npm run compile` made it of `browser/`. */
export const assets: {
  readonly style: Asset;
  readonly script: Asset;
  readonly icon: Asset;
} = compiled;
