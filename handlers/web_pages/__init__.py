"""The few pages that are not chat: signing in at the city OS, the page for paper; server-rendered, no script needed."""
