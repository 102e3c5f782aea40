/** A parameter of a query; a list is joined by commas. */
type Value = string | number | readonly string[] | undefined;

/** An address with these parameters; those that are `undefined` are left out. */
export function addressOf(address: string, parameters: Readonly<Record<string, Value>>): string {
  const query = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  ).toString();
  return query === '' ? address : `${address}?${query}`;
}
