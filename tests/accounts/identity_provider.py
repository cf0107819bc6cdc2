"""A stand-in for the state's identity provider: discovery, keys and tokens, served in the test's own process."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID = "the-portal"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """`claims` overrides or (with None) leaves out what the identity says; the rest is what a good one has."""

    def __init__(self, url: str):
        self.url, self.issuer, self.nonce = url, url, ""
        self.claims: dict = {}
        self.key, self.algorithm, self.sends_identity = KEY, "RS256", True
        self.asked: dict = {}

    def identity(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT_ID,
            "sub": "person-7",
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            "email": "jordan@example.test",
            "email_verified": True,
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        key = self.key if self.algorithm == "RS256" else ""
        return jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": "1"})

    def answer(self, path: str, body: str) -> dict:
        if path.endswith("/.well-known/openid-configuration"):
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                "userinfo_endpoint": f"{self.url}/userinfo",
            }
        if path == "/keys":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
            return {"keys": [{**public, "kid": "1", "alg": "RS256", "use": "sig"}]}
        if path == "/token":
            self.asked = {name: values[0] for name, values in parse_qs(body).items()}
            identity = {"id_token": self.identity()} if self.sends_identity else {}
            return {"access_token": "opaque", "token_type": "Bearer", **identity}
        return {"sub": "person-7", "email": "jordan@example.test", "email_verified": True}


@contextmanager
def serving():
    class Handler(BaseHTTPRequestHandler):
        def reply(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            content = json.dumps(provider.answer(urlsplit(self.path).path, body)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = reply

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
