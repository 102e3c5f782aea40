const minute = 60_000;

/** GitHub asks for a minute at least after every refusal. */
const shortest = minute;
/** Its limits are counted by the hour; a longer time is a mistake somewhere, and must not end the watch. */
const longest = 24 * 60 * minute;
/** A refusal for too many requests that names no time. */
const unnamed = 15 * minute;

/**
 * Until when GitHub wants no requests, by the headers of an answer, or `undefined` when it says nothing of that kind. An answer
 * that was given can say so too: it was the last one of the hour.
 *
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function blockedUntil(status: number, headers: Headers, now: Date): Date | undefined {
  const refused = status === 403 || status === 429;
  const times = [
    refused ? retryAfter(headers.get('retry-after'), now) : undefined,
    headers.get('x-ratelimit-remaining') === '0' ? epoch(headers.get('x-ratelimit-reset')) : undefined,
    status === 429 ? now.getTime() + unnamed : undefined,
  ];
  const until = times.find((time) => time !== undefined && time > now.getTime());
  if (until === undefined) return undefined;
  const wait = Math.min(longest, Math.max(shortest, until - now.getTime()));
  return new Date(now.getTime() + wait);
}

/** Seconds from now, or a date. */
function retryAfter(value: string | null, now: Date): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,9}$/.test(value)) return now.getTime() + Math.max(1, Number(value)) * 1000;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

function epoch(value: string | null): number | undefined {
  return value !== null && /^\d{1,12}$/.test(value) ? Number(value) * 1000 : undefined;
}
