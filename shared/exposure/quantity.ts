const factors: Readonly<Record<string, number>> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** The number that `20`, `125m` or `8Gi` stands for, as Kubernetes writes quantities; nothing for any other text. */
export function quantityOf(text: string): number | undefined {
  const [, number = '', unit = ''] = /^(-?\d{1,15}(?:\.\d{1,9})?)([A-Za-z]{0,2})$/.exec(text.trim()) ?? [];
  const factor = factors[unit];
  return number === '' || factor === undefined ? undefined : Number(number) * factor;
}
