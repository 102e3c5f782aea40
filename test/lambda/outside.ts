import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

/*
 * Loaded before a function: hosts of the outside world are servers of this machine (OUTSIDE, as JSON), every other host is none at
 * all, and the clock is ahead by CLOCK_AHEAD_MS. A bundle has no settings for these, and is to run as it is.
 */

const places = JSON.parse(process.env['OUTSIDE'] ?? '{}') as Readonly<Record<string, string>>;
const aheadMs = Number(process.env['CLOCK_AHEAD_MS'] ?? 0);

function placeOf(address: URL): URL {
  if (address.hostname === '127.0.0.1') return address;
  const place = places[address.host];
  if (place === undefined) throw new Error(`Nobody is at ${address.host}.`);
  return new URL(address.pathname + address.search, place);
}

const plain = http.request;
https.request = ((
  address: URL,
  { lookup: _, ...options }: http.RequestOptions,
  answered: (response: http.IncomingMessage) => void,
) => plain(placeOf(address), options, answered)) as typeof https.request;

const { fetch } = globalThis;
globalThis.fetch = async (input, init) => fetch(placeOf(new URL(String(input))), init);

const { Date: RealDate } = globalThis;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, self) =>
    Reflect.construct(target, given.length === 0 ? [target.now() + aheadMs] : given, self),
  get: (target, key) => (key === 'now' ? () => target.now() + aheadMs : Reflect.get(target, key)),
});

syncBuiltinESMExports();
