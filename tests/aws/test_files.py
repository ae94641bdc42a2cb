"""The files by the checkers of their own formats, for every option and both forms of the bucket policy."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import write_set

OPTIONS = (
    "sse-s3",
    "sse-kms",
    "sse-kms-bucket-key",
    "sse-kms-aws-managed",
    "sse-kms-aws-managed-bucket-key",
    "dsse-kms",
    "sse-c",
)
CHECKERS = Path(os.environ["CHECKERS"])
pytestmark = pytest.mark.xdist_group("files")

# Not clean by the nature of the option. SSE-S3 and SSE-C have no KMS key. checkov 3.3 knows AES256 and aws:kms only, and takes
# aws:kms:dsse for no encryption at all.
NO_KMS = {("main.tf", "CKV_AWS_145")}
UNKNOWN_TO_CHECKOV = {("main.tf", "CKV_AWS_145"), ("main.tf", "CKV_AWS_19"), ("template.json", "CKV_AWS_19")}
EXPECTED = {"sse-s3": NO_KMS, "sse-c": NO_KMS, "dsse-kms": UNKNOWN_TO_CHECKOV}


@pytest.fixture(scope="module")
def sets(tmp_path_factory):
    root = tmp_path_factory.mktemp("files")
    for option in OPTIONS:
        for form in ("refuse-wrong", "require-header"):
            write_set(root / f"{option}_{form}", option, "--bucket-policy", form)
    key = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    write_set(root / "sse-kms_given", "sse-kms", "--key-arn", key)
    write_set(root / "sse-kms_alias", "sse-kms", "--key-arn", key, "--alias", "alias/mine")
    return root


def checker(name, *arguments, **options):
    # From a pipe that is closed: parliament would read a policy there.
    return subprocess.run(
        [str(CHECKERS / name), *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL, **options
    )


def test_shellcheck(sets):
    files = [str(file) for file in sorted(sets.rglob("*.sh"))]
    assert len(files) == 5 * 16
    done = subprocess.run(["shellcheck", *files], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_cfn_lint(sets):
    done = checker("cfn-lint", *[str(file) for file in sorted(sets.rglob("template.json"))])
    assert done.returncode == 0, done.stdout + done.stderr


def test_checkov(sets):
    """No check that fails has to do with encryption."""
    frameworks = ["--framework", "terraform", "cloudformation"]
    done = checker("checkov", "--skip-download", "--quiet", "--compact", "--output", "json", *frameworks, "-d", str(sets))
    assert done.stdout, done.stderr[-4000:]
    passed, failed = 0, {}
    for report in json.loads(done.stdout):
        assert report["summary"]["parsing_errors"] == 0
        passed += len(report["results"].get("passed_checks", [])) or report["summary"]["passed"]
        for check in report["results"]["failed_checks"]:
            _, folder, file = check["file_path"].split("/")
            if re.search("encrypt|KMS|CMK|key|rotation|rotated", check["check_name"], re.IGNORECASE):
                failed.setdefault(folder.split("_")[0], set()).add((file, check["check_id"]))
    assert passed > 200
    assert failed == EXPECTED


def test_parliament(sets):
    policies = sorted(file for pattern in ("iam-*.json", "*-policy.json") for file in sets.rglob(pattern))
    assert len(policies) > 5 * 16
    # What is meant to be so. The key's header is compared as text, as S3 does. Who manages a bucket may change its policy and
    # its lifecycle: what keeps the operator from reading is kms:Decrypt. In a key policy `*` is the key itself.
    expected = (
        r"bucket-policy\.json MISMATCHED_TYPE_BUT_USABLE - Type mismatch: StringNotEquals requires .* given Arn"
        r"|iam-operator\.json RESOURCE_POLICY_PRIVILEGE_ESCALATION - .* does allow s3:Put(BucketPolicy|LifecycleConfiguration)"
        r"|key-policy\.json RESOURCE_STAR "
    )
    script = (
        "import sys, parliament\n"
        "for path in sys.argv[1:]:\n"
        "    policy = parliament.analyze_policy_string(open(path).read())\n"
        "    for finding in policy.findings: print(path, finding)\n"
    )
    done = checker("python", "-c", script, *map(str, policies))
    assert done.returncode == 0, done.stderr
    findings = [line for line in done.stdout.splitlines() if not re.search(expected, line)]
    assert findings == []


def test_hcl_parses(sets):
    files = sorted(sets.rglob("main.tf"))
    script = (
        "import sys, json, hcl2\n"
        "for path in sys.argv[1:]:\n"
        "    with open(path) as file: print(json.dumps(hcl2.load(file)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, *map(str, files)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    parsed = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(parsed) == len(files)
    for main in parsed:
        kinds = {kind.strip('"') for resource in main["resource"] for kind in resource}
        assert "aws_s3_bucket_server_side_encryption_configuration" in kinds


def test_python_compiles(sets):
    for file in sets.rglob("*.py"):
        compile(file.read_text(), str(file), "exec")
