// Leaves the screen when the session is over, even where the live connection is lost (sign-out in another tab, restart).
const ask = async () => {
  try {
    const answer = await fetch("/session", { cache: "no-store" });
    if (answer.status === 401) location.replace("/sign-in");
  } catch {
    // no connection: NiceGUI says so, and the next time asks again
  }
};
setInterval(ask, 2000);
