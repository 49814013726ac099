"use client";

/** The layout itself failed: nothing of ours can be relied on, so this is plain HTML. */
export default function GlobalErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>Fleetlight could not be drawn</h1>
          <p>Nothing you did is lost. {error.digest && `Number for the operator: ${error.digest}.`}</p>
          <button type="button" onClick={reset}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
