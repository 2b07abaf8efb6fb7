"""Alert feeds over real HTTP."""
