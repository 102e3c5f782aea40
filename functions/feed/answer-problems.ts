import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type ProblemDetails, RequestError } from './problem.ts';
import { securityHeaders } from './resource.ts';

/** Nothing of the inside is told to strangers; the log has it. */
const unavailable: ProblemDetails = {
  status: 503,
  title: 'Unavailable',
  detail: 'This cannot be answered now. Try again in a minute.',
  headers: { 'retry-after': '60' },
};

/** Turns what a request cannot have, and what went wrong, into an answer of RFC 9457. */
export function answerProblems(
  log: (error: unknown) => void,
): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  return {
    onError: (request) => {
      const { error } = request;
      if (!(error instanceof RequestError)) log(error);
      const details = error instanceof RequestError ? error.details : unavailable;
      request.response = problemAnswer(details);
    },
  };
}

function problemAnswer({ headers, ...problem }: ProblemDetails): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: problem.status,
    headers: {
      ...securityHeaders,
      'content-type': 'application/problem+json',
      // A wrong address can be right as soon as the next release is there.
      'cache-control': problem.status === 404 ? 'public, max-age=60' : 'no-store',
      ...headers,
    },
    body: JSON.stringify({ type: 'about:blank', ...problem }),
  };
}
