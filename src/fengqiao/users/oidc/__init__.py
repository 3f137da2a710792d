"""Signing in through another provider (统一身份认证) by OpenID Connect: the file, the calls, the tokens."""
