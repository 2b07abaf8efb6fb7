"""A certified OpenID Connect provider that is not ours, run by Node.js."""
