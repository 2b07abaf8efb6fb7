"""The few pages that are not chat: signing in at the city OS, server-rendered, readable without a script."""
