/** Signs in as a browser does and answers the cookie header of the session. @throws when it is refused */
export async function signIn(url: string, email: string, password: string): Promise<string> {
  const tokenAnswer = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await tokenAnswer.json()) as { csrfToken: string };
  const jar = cookiesOf(tokenAnswer);
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", cookie: jar, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
    redirect: "manual",
  });
  const session = cookiesOf(answer);
  if (!session.includes("session-token")) throw new Error(`Sign-in was refused: ${answer.status} ${await answer.text()}`);
  return `${jar}; ${session}`;
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0] ?? "")
    .join("; ");
}
