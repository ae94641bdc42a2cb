"""setup.sh stops where going on would do harm, and says why."""

import json

import pytest
from conftest import BUCKET, write_set

OPTION = "sse-kms-bucket-key"


@pytest.fixture
def files(tmp_path):
    return write_set(tmp_path / "set", OPTION)


def test_a_dry_run_calls_nothing(aws, files):
    # Nothing listens there, and there is no `aws` on this PATH.
    output = aws.must_run(files / "setup.sh", "--dry-run", AWS_ENDPOINT_URL="http://127.0.0.1:1", PATH="/usr/bin:/bin")
    for command in (
        "kms create-key",
        "kms create-alias --alias-name alias/s3/my-bucket",
        "kms enable-key-rotation",
        "--rotation-period-in-days 365",
        "s3api create-bucket --bucket my-bucket",
        "s3api put-bucket-encryption",
        "s3api put-bucket-policy",
    ):
        assert command in output
    assert not (files / "filled").exists()


def test_a_role_that_does_not_exist(aws, files):
    aws.make_roles("app", "operator")
    code, output = aws.run(files / "setup.sh")
    assert code == 1
    assert "the role security does not exist" in output
    assert aws.kms.list_keys()["Keys"] == []
    assert aws.s3.list_buckets()["Buckets"] == []


def test_a_role_under_a_path(aws, files):
    aws.client("iam").create_role(RoleName="app", Path="/team/", AssumeRolePolicyDocument="{}")
    code, output = aws.run(files / "setup.sh")
    assert code == 1
    assert "role/team/app, and the key policy names" in output


def test_a_bucket_policy_of_somebody_else_is_replaced_only_on_request(aws, tmp_path):
    files = write_set(tmp_path / "set", "sse-s3")
    aws.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": aws.region})
    other = json.loads((files / "bucket-policy.json").read_text())
    other["Statement"][0]["Sid"] = "OfSomebodyElse"
    aws.s3.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(other))
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}
    aws.s3.put_bucket_encryption(Bucket=BUCKET, ServerSideEncryptionConfiguration={"Rules": [rule]})
    code, output = aws.run(files / "setup.sh")
    assert code == 1
    assert "OfSomebodyElse" in output and "--replace-policy" in output
    # What is refused is refused before anything is changed.
    [kept] = aws.s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]["Rules"]
    assert kept["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    assert "OfSomebodyElse" in aws.s3.get_bucket_policy(Bucket=BUCKET)["Policy"]
    aws.must_run(files / "setup.sh", "--replace-policy")
    assert "OfSomebodyElse" not in aws.s3.get_bucket_policy(Bucket=BUCKET)["Policy"]


def test_a_bucket_in_another_region(aws, tmp_path):
    files = write_set(tmp_path / "set", "sse-s3")
    aws.client("s3", "eu-west-1").create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    code, output = aws.run(files / "setup.sh")
    assert code == 1
    assert "the bucket my-bucket is in eu-west-1" in output


def test_a_key_that_is_disabled(aws, files):
    aws.make_roles()
    key = aws.kms.create_key()["KeyMetadata"]["KeyId"]
    aws.kms.create_alias(AliasName=f"alias/s3/{BUCKET}", TargetKeyId=key)
    aws.kms.disable_key(KeyId=key)
    code, output = aws.run(files / "setup.sh")
    assert code == 1
    assert f"the key {key} behind alias/s3/my-bucket is in the state Disabled" in output
    assert aws.s3.list_buckets()["Buckets"] == []


def test_a_foreign_bucket_policy_is_found_before_a_key_is_made(aws, files):
    aws.make_roles()
    aws.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": aws.region})
    aws.s3.put_bucket_policy(Bucket=BUCKET, Policy=(files / "bucket-policy.json").read_text().replace("Refuse", "Deny"))
    code, output = aws.run(files / "setup.sh")
    assert code == 1
    assert "the bucket has the policy above" in output
    assert aws.kms.list_keys()["Keys"] == []


def test_a_bucket_in_another_region_is_found_before_a_key_is_made(aws, files):
    aws.make_roles()
    elsewhere = aws.client("s3", "eu-west-1")
    elsewhere.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    assert aws.run(files / "setup.sh")[0] == 1
    assert aws.kms.list_keys()["Keys"] == []


def test_a_key_policy_of_somebody_else_is_replaced_only_on_request(aws, files):
    aws.make_roles()
    key = aws.kms.create_key(KeyUsage="ENCRYPT_DECRYPT")["KeyMetadata"]["KeyId"]
    aws.kms.create_alias(AliasName=f"alias/s3/{BUCKET}", TargetKeyId=key)
    own = (files / "key-policy.json").read_text()
    policy = own.replace("SecurityTeamManages", "OfSomebodyElse")
    aws.kms.put_key_policy(KeyId=key, PolicyName="default", Policy=policy)
    for arguments in ((), ("--replace-policy",)):
        code, output = aws.run(files / "setup.sh", *arguments)
        assert code == 1
        assert "OfSomebodyElse" in output and "--replace-key-policy" in output
        assert aws.kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"] == policy
        assert aws.s3.list_buckets()["Buckets"] == []
    output = aws.must_run(files / "setup.sh", "--replace-key-policy")
    assert "OfSomebodyElse" in output
    assert json.loads(aws.kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"]) == json.loads(own)
    # And what is equal is not written again.
    assert "put-key-policy" not in aws.must_run(files / "setup.sh")


def test_a_key_that_s3_cannot_use(aws, files):
    aws.make_roles()
    key = aws.kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    aws.kms.create_alias(AliasName=f"alias/s3/{BUCKET}", TargetKeyId=key)
    code, output = aws.run(files / "setup.sh", "--replace-key-policy")
    assert code == 1
    assert f"the key {key} behind alias/s3/my-bucket is RSA_2048 for SIGN_VERIFY: S3 uses symmetric keys only" in output
    assert aws.s3.list_buckets()["Buckets"] == []


def test_two_buckets_never_share_a_key(aws, tmp_path):
    aws.make_roles()
    for bucket in ("log.files", "log-files"):
        aws.must_run(write_set(tmp_path / bucket, OPTION, bucket=bucket) / "setup.sh")
    assert len(aws.kms.list_keys()["Keys"]) == 2
