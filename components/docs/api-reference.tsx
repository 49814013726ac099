"use client";
import { useEffect, useRef, useState } from "react";
import "swagger-ui-dist/swagger-ui.css";
import { useColorScheme } from "../providers/color-scheme.ts";
import { PageHeader } from "../ui/page-header.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import css from "./api-reference.module.css";
import { operationsOnly } from "./operations-only.ts";

/** Swagger UI over our own document, from our own files. It is no React component of ours: it draws into a node of the page. */
export function ApiReference({ url }: { url: string }) {
  const place = useRef<HTMLDivElement>(null);
  const [isDrawn, setDrawn] = useState(false);
  const { scheme } = useColorScheme();

  // Swagger UI is the outside system: loaded late, drawn once.
  useEffect(() => {
    let isGone = false;
    import("swagger-ui-dist/swagger-ui-es-bundle.js").then(({ default: swaggerUi }) => {
      if (isGone || !place.current) return;
      swaggerUi({
        domNode: place.current,
        url,
        layout: "OperationsOnly",
        plugins: [operationsOnly],
        deepLinking: true,
        docExpansion: "none",
        defaultModelsExpandDepth: -1,
        filter: true,
        validatorUrl: null,
      });
      setDrawn(true);
    });
    return () => {
      isGone = true;
    };
  }, [url]);

  // Its dark theme hangs on a class of the document.
  useEffect(() => {
    document.documentElement.classList.toggle("dark-mode", scheme === "dark");
    return () => document.documentElement.classList.remove("dark-mode");
  }, [scheme]);

  return (
    <main className={css.page}>
      <PageHeader title="API reference" note={note} back={{ href: "/my", label: "Fleetlight" }} />
      <h2 className={css.hidden}>Operations</h2>
      {!isDrawn && <Skeleton height="20rem" />}
      <div ref={place} className={css.reference} />
    </main>
  );
}

const note =
  "Times are ISO 8601 UTC. Byte counts are decimal text. Lists page by limit and cursor. Authorize with an API key, or just sign in.";
