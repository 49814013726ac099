declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  interface SwaggerOptions {
    domNode: HTMLElement;
    url: string;
    deepLinking?: boolean;
    docExpansion?: "list" | "full" | "none";
    defaultModelsExpandDepth?: number;
    filter?: boolean;
    displayOperationId?: boolean;
    validatorUrl?: null;
  }
  export default function SwaggerUIBundle(options: SwaggerOptions): void;
}
