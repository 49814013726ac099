import { MessagePage } from "#components/layout/message-page";
import { ButtonLink } from "#components/ui/button";

/** Within the shell: the navigation stays. */
export default function NotFoundPage() {
  return (
    <MessagePage isInside title="There is nothing here" action={<ButtonLink href="/">To the start page</ButtonLink>}>
      The page does not exist, or it is not yours to see.
    </MessagePage>
  );
}
