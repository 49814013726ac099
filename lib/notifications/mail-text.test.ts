import { expect, test } from "vitest";
import { mailText } from "#lib/notifications/mail-text";

test("text and HTML say the same, and nothing foreign is markup or another header", () => {
  const mail = mailText({
    subject: "Ends\r\nBcc: everybody@example.org",
    paragraphs: ["Your package <script>alert(1)</script> & more"],
    facts: [["Left", `"3 GiB"`]],
    link: { label: "Open", url: "https://fleet.example/my/packages?a=1&b=2" },
  });
  expect(mail.subject).toBe("Ends Bcc: everybody@example.org");
  expect(mail.text).toBe(
    `Your package <script>alert(1)</script> & more\n\nLeft: "3 GiB"\n\nOpen: https://fleet.example/my/packages?a=1&b=2\n`,
  );
  expect(mail.html).not.toContain("<script>");
  expect(mail.html).toContain("<p>Your package &lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>");
  expect(mail.html).toContain("&quot;3 GiB&quot;");
  expect(mail.html).toContain('<a href="https://fleet.example/my/packages?a=1&amp;b=2">Open</a>');
});
