declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  import type { ComponentType, createElement } from "react";

  /** What a plugin gets: Swagger UI's own React and its components by name. */
  export interface SwaggerSystem {
    React: { createElement: typeof createElement };
  }
  export interface LayoutProps {
    getComponent(name: string, isContainer: true): ComponentType;
  }
  interface SwaggerOptions {
    domNode: HTMLElement;
    url: string;
    layout: string;
    plugins: ((system: SwaggerSystem) => { components: Record<string, ComponentType<LayoutProps>> })[];
    deepLinking: boolean;
    docExpansion: "list" | "full" | "none";
    defaultModelsExpandDepth: number;
    filter: boolean;
    validatorUrl: null;
  }
  export default function SwaggerUIBundle(options: SwaggerOptions): void;
}
