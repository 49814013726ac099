/** A row's new status, as the page came to show it. Milliseconds since 1970, by the browser's clock. */
export interface SeenStatus {
  row: string;
  word: string;
  /** The document has it. */
  domAt: number;
  /** The frame that shows it is drawn; 0 until then. */
  paintedAt: number;
}

/** What the page's socket said of a server, and when. */
export interface HeardStatus {
  row: string;
  status: string;
  at: number;
}

export interface Watching {
  seen?: SeenStatus[];
  heard?: HeardStatus[];
}

/**
 * Runs in the page before anything else: notes every change of the word in a row's status cell, when it was in the document
 * and when the next frame was drawn (a task after its animation callbacks); and when the socket brought the news. Stands
 * alone: it is sent to the browser as text.
 */
export function watchRows(): void {
  const [seen, heard]: [SeenStatus[], HeardStatus[]] = [[], []];
  Object.assign(window as Window & Watching, { seen, heard });
  const words = new Map<string, string>();
  const now = () => performance.timeOrigin + performance.now();
  const afterFrame = (work: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = work;
      port2.postMessage(null);
    });
  window.WebSocket = class extends WebSocket {
    constructor(...to: ConstructorParameters<typeof WebSocket>) {
      super(...to);
      this.addEventListener("message", ({ data }) => {
        const at = now();
        const said = /"node-server:status-changed",.*"payload":({.*?})/.exec(String(data))?.[1];
        if (said === undefined) return;
        const { nodeServerId, status } = JSON.parse(said) as { nodeServerId: number; status: string };
        heard.push({ row: String(nodeServerId), status, at });
      });
    }
  };
  new MutationObserver(() => {
    const domAt = now();
    for (const row of document.querySelectorAll<HTMLElement>("main tr[data-row-key]")) {
      const [key, word] = [row.dataset.rowKey ?? "", row.querySelector("[data-card=mark]")?.textContent ?? ""];
      if (words.get(key) === word) continue;
      words.set(key, word);
      const one: SeenStatus = { row: key, word, domAt, paintedAt: 0 };
      seen.push(one);
      afterFrame(() => {
        one.paintedAt = now();
      });
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** Runs in the page: what it noted. */
export function notes(): Required<Watching> {
  const { seen = [], heard = [] } = window as Window & Watching;
  return { seen, heard };
}

/** Runs in the page: how far the clock of the notes is from the machine's, milliseconds. */
export function clockError(): number {
  return performance.timeOrigin + performance.now() - Date.now();
}

/** Runs in the page: milliseconds from frame to frame, the mean of sixty. */
export function frameTime(): Promise<number> {
  return new Promise((resolve) => {
    let [frames, firstAt] = [0, 0];
    const count = (at: number) => {
      if (frames === 0) firstAt = at;
      if (frames === 60) resolve((at - firstAt) / frames);
      else requestAnimationFrame(count);
      frames += 1;
    };
    requestAnimationFrame(count);
  });
}
