"""moto in place of AWS, on loopback, in this process.

One thing is added, for moto evaluates a bucket policy without its conditions and would refuse everything: `decide` evaluates the
few operators that our bucket policies use, by AWS's text, and shares no code with the evaluator of the program. Loopback has no
TLS, so every request counts as one that came over TLS; what a policy says of requests without it is tested in Rust.

What moto does not do, and no test here claims: KMS neither asks a key policy, nor S3 the key; roles have no effect; no upload
under SSE-C is blocked, and an object under it is read without its key; neither the blocked encryption types nor the rotation period are reported; UpdateObjectEncryption does not
exist (see recorder.py).
"""

import fnmatch
import json

from flask import request
from moto.iam.access_control import PermissionResult
from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from moto.s3.models import FakeBucket

# Requests of an upload in parts that carry no encryption header. S3 asks for the header when the upload is begun.
PARTS = ("partNumber", "uploadId")


def listed(value):
    return value if isinstance(value, list) else [value]


def holds(operator, wanted, found):
    wanted = [str(item) for item in listed(wanted)]
    if operator == "Null":
        return wanted == ["true" if found is None else "false"]
    if operator == "StringNotEquals":
        return found not in wanted
    if operator in ("StringEquals", "Bool"):
        return found in wanted
    raise NotImplementedError(operator)


def decide(policy, action, resource, context):
    """Whether a statement of the policy denies the request. None of ours allows anything."""
    for statement in json.loads(policy)["Statement"]:
        assert statement["Effect"] == "Deny" and statement["Principal"] == "*", statement
        if not any(fnmatch.fnmatchcase(action, pattern) for pattern in listed(statement["Action"])):
            continue
        if not any(fnmatch.fnmatchcase(resource, pattern) for pattern in listed(statement["Resource"])):
            continue
        conditions = statement["Condition"].items()
        if all(holds(op, want, context.get(key)) for op, keys in conditions for key, want in keys.items()):
            return PermissionResult.DENIED
    return PermissionResult.NEUTRAL


def get_permission(bucket, action, resource):
    if bucket.policy is None or any(name in request.args for name in PARTS):
        return PermissionResult.NEUTRAL
    if request.method == "POST" and "uploads" in request.args:
        action = "s3:PutObject"
    headers = {f"s3:{name.lower()}": value for name, value in request.headers.items()}
    return decide(bucket.policy.decode(), action, resource, {"aws:SecureTransport": "true", **headers})


def start():
    FakeBucket.get_permission = get_permission
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    return server
