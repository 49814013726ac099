/** What a browser sees while the database is away: words, and it tries again by itself. */
export const awayPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="3">
<meta name="viewport" content="width=device-width">
<title>Fleetlight: one moment</title>
<h1>One moment</h1>
<p>The database does not answer. Nothing is lost; this page tries again every three seconds.</p>
</html>
`;
