import type { Metadata } from "next";
import { MessagePage } from "#components/layout/message-page";
import { ButtonLink } from "#components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFoundPage() {
  return (
    <MessagePage title="There is nothing here" action={<ButtonLink href="/">To the start page</ButtonLink>}>
      The page does not exist, or it is not yours to see.
    </MessagePage>
  );
}
