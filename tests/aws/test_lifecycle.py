"""setup.sh, verify.sh, setup.sh again, teardown.sh, with the real `aws`, for each option."""

import json

import pytest
from botocore.exceptions import ClientError
from conftest import ACCOUNT, BUCKET, Aws, reset, write_set

OPTIONS = {
    "sse-s3": ("AES256", None),
    "sse-kms": ("aws:kms", False),
    "sse-kms-bucket-key": ("aws:kms", True),
    "sse-kms-aws-managed": ("aws:kms", False),
    "sse-kms-aws-managed-bucket-key": ("aws:kms", True),
    "dsse-kms": ("aws:kms:dsse", None),
    "sse-c": ("AES256", None),
}
OWN_KEY = ("sse-kms", "sse-kms-bucket-key", "dsse-kms")
CASES = [(option, "eu-central-1", ()) for option in OPTIONS if option != "sse-kms"]
# An upload that relies on the default is refused here; and another partition, without a name in some places.
CASES.append(("sse-kms", "us-gov-west-1", ("--bucket-policy", "require-header", "--rotation-days", "180")))


@pytest.mark.parametrize("option, region, arguments", CASES, ids=[case[0] for case in CASES])
def test_set_up_verify_again_and_take_down(endpoint, tmp_path, option, region, arguments):
    reset(endpoint)
    aws = Aws(endpoint, region)
    aws.make_roles()
    files = write_set(tmp_path / "set", option, *arguments, region=region)

    aws.must_run(files / "setup.sh")
    algorithm, bucket_key = OPTIONS[option]
    encryption = aws.s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]
    [rule] = encryption["Rules"]
    default = rule["ApplyServerSideEncryptionByDefault"]
    assert default["SSEAlgorithm"] == algorithm
    # moto says false where nothing was said.
    assert rule.get("BucketKeyEnabled", False) == bool(bucket_key)
    assert aws.s3.get_bucket_location(Bucket=BUCKET)["LocationConstraint"] == region
    assert all(aws.s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"].values())
    policy = json.loads(aws.s3.get_bucket_policy(Bucket=BUCKET)["Policy"])
    assert "00000000-0000" not in json.dumps(policy)
    if option in OWN_KEY:
        key = aws.key_id()
        assert default["KMSMasterKeyID"].endswith(f":{region}:{ACCOUNT}:key/{key}")
        assert aws.kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"]
        [key_policy] = [aws.kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"]]
        assert json.loads(key_policy) == json.loads((files / "key-policy.json").read_text())
        filled = (files / "filled" / "uploads" / "boto3_upload.py").read_text()
        assert default["KMSMasterKeyID"] in filled
    else:
        assert "KMSMasterKeyID" not in default
        assert aws.kms.list_keys()["Keys"] == []

    report = aws.must_run(files / "verify.sh", "--emulator")
    assert "WRONG" not in report
    assert "the probe object reads back as it was written" in report
    assert "refused" in report
    assert aws.s3.list_objects_v2(Bucket=BUCKET)["KeyCount"] == 0, "the probe object is still there"

    keys = [key["KeyId"] for key in aws.kms.list_keys()["Keys"]]
    again = aws.must_run(files / "setup.sh")
    assert [key["KeyId"] for key in aws.kms.list_keys()["Keys"]] == keys, "a second key"
    assert "create-" not in again

    aws.must_run(files / "teardown.sh", "--yes")
    for gone in (aws.s3.get_bucket_policy, aws.s3.get_bucket_encryption):
        with pytest.raises(ClientError):
            gone(Bucket=BUCKET)
    if option in OWN_KEY:
        assert aws.kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "PendingDeletion"
        with pytest.raises(ClientError):
            aws.key_id()
    assert aws.s3.head_bucket(Bucket=BUCKET), "the bucket stays"


def test_a_key_that_exists_is_used_and_left_alone(aws, tmp_path):
    # The usage is AWS's own default; moto describes a key without one if it is not named.
    key = aws.kms.create_key(Description="of somebody else", KeyUsage="ENCRYPT_DECRYPT")["KeyMetadata"]
    policy = aws.kms.get_key_policy(KeyId=key["KeyId"], PolicyName="default")["Policy"]
    files = write_set(tmp_path / "set", "sse-kms-bucket-key", "--key-arn", key["Arn"])
    aws.must_run(files / "setup.sh")
    aws.must_run(files / "verify.sh", "--emulator")
    aws.must_run(files / "teardown.sh", "--yes")
    assert aws.kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]["KeyState"] == "Enabled"
    assert aws.kms.get_key_policy(KeyId=key["KeyId"], PolicyName="default")["Policy"] == policy
    assert len(aws.kms.list_keys()["Keys"]) == 1


def test_teardown_leaves_what_is_not_its_own(aws, tmp_path):
    aws.make_roles()
    files = write_set(tmp_path / "set", "sse-kms")
    aws.must_run(files / "setup.sh")
    aws.s3.put_object(Bucket=BUCKET, Key="object", Body=b"content")
    told = aws.must_run(files / "teardown.sh", "--keep-key")
    assert "nothing is changed without --yes" in told
    assert aws.s3.get_bucket_policy(Bucket=BUCKET)["Policy"]

    # Without the key the object could not be read.
    code, output = aws.run(files / "teardown.sh", "--yes")
    assert code == 1
    assert "holds objects" in output
    # An alias can be moved to a key that something else needs.
    other = aws.kms.create_key()["KeyMetadata"]["KeyId"]
    aws.kms.update_alias(AliasName=f"alias/s3/{BUCKET}", TargetKeyId=other)
    code, output = aws.run(files / "teardown.sh", "--yes", "--even-with-objects")
    assert code == 1
    assert "neither is touched" in output
    assert aws.kms.describe_key(KeyId=other)["KeyMetadata"]["KeyState"] == "Enabled"
    assert aws.s3.get_object(Bucket=BUCKET, Key="object")["Body"].read() == b"content"


def test_teardown_keeps_the_key_of_what_a_delete_marker_precedes(aws, tmp_path):
    aws.make_roles()
    files = write_set(tmp_path / "set", "sse-kms")
    aws.must_run(files / "setup.sh")
    key = aws.key_id()
    aws.s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    # The first entry of the list is the marker of an object that is gone; the object after it is stored.
    for name in ("a", "b"):
        aws.s3.put_object(Bucket=BUCKET, Key=name, Body=b"content")
    aws.s3.delete_object(Bucket=BUCKET, Key="a")
    first = aws.s3.list_object_versions(Bucket=BUCKET, MaxKeys=1)
    assert "Versions" not in first and first["DeleteMarkers"]
    code, output = aws.run(files / "teardown.sh", "--yes")
    assert code == 1
    assert "holds objects" in output
    assert aws.kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "Enabled"
