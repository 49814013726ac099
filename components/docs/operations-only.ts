import type { LayoutProps, SwaggerSystem } from "swagger-ui-dist/swagger-ui-es-bundle.js";

/** Swagger UI without its frame: the page has its own heading and its own `main`. Elements are made by Swagger UI's own React. */
export function operationsOnly({ React: { createElement } }: SwaggerSystem) {
  function OperationsOnly({ getComponent }: LayoutProps) {
    const parts = ["errors", "AuthorizeBtnContainer", "FilterContainer", "operations"].map((name) =>
      createElement(getComponent(name, true), { key: name }),
    );
    return createElement("div", { className: "swagger-ui" }, ...parts);
  }
  return { components: { OperationsOnly } };
}
