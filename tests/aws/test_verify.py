"""verify.sh names what is wrong, for each way in which a setup can be spoilt."""

import json

import pytest
from conftest import BUCKET, Aws, reset, write_set

OPTION = "sse-kms-bucket-key"
# One setup, spoilt and mended in turn: it stays on one worker.
pytestmark = pytest.mark.xdist_group("verify")


@pytest.fixture(scope="module")
def good(endpoint, tmp_path_factory):
    reset(endpoint)
    aws = Aws(endpoint)
    aws.make_roles()
    aws.files = write_set(tmp_path_factory.mktemp("verify") / "set", OPTION)
    aws.must_run(aws.files / "setup.sh")
    aws.key = aws.key_id()
    aws.other = aws.kms.create_key()["KeyMetadata"]
    aws.encryption = aws.s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]
    aws.policy = aws.s3.get_bucket_policy(Bucket=BUCKET)["Policy"]
    return aws


@pytest.fixture
def spoilt(good):
    """The good setup; whatever a test does to it is mended after it."""
    yield good
    aws = good
    state = aws.kms.describe_key(KeyId=aws.key)["KeyMetadata"]["KeyState"]
    if state == "PendingDeletion":
        aws.kms.cancel_key_deletion(KeyId=aws.key)
    aws.kms.enable_key(KeyId=aws.key)
    aws.kms.enable_key_rotation(KeyId=aws.key)
    aliases = [alias["AliasName"] for alias in aws.kms.list_aliases()["Aliases"]]
    alias = f"alias/s3/{BUCKET}"
    change = aws.kms.update_alias if alias in aliases else aws.kms.create_alias
    change(AliasName=alias, TargetKeyId=aws.key)
    policy = (aws.files / "key-policy.json").read_text()
    aws.kms.put_key_policy(KeyId=aws.key, PolicyName="default", Policy=policy)
    try:
        location = aws.s3.get_bucket_location(Bucket=BUCKET)["LocationConstraint"]
    except aws.s3.exceptions.ClientError:
        location = None
    if location != aws.region:
        if location:
            aws.s3.delete_bucket(Bucket=BUCKET)
        aws.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": aws.region})
    encrypt(aws)
    aws.s3.put_bucket_policy(Bucket=BUCKET, Policy=aws.policy)


def encrypt(aws, key=None, bucket_key=True, algorithm="aws:kms"):
    default = {"SSEAlgorithm": algorithm}
    if algorithm == "aws:kms":
        default["KMSMasterKeyID"] = key or aws.encryption["Rules"][0]["ApplyServerSideEncryptionByDefault"]["KMSMasterKeyID"]
    rule = {"ApplyServerSideEncryptionByDefault": default, "BucketKeyEnabled": bucket_key}
    aws.s3.put_bucket_encryption(Bucket=BUCKET, ServerSideEncryptionConfiguration={"Rules": [rule]})


def change_policy(aws):
    policy = json.loads(aws.policy)
    policy["Statement"].pop()
    aws.s3.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(policy))


def loosen_policy(aws):
    text = aws.policy.replace("StringNotEquals", "StringEquals")
    assert text != aws.policy
    aws.s3.put_bucket_policy(Bucket=BUCKET, Policy=text)


def change_key_policy(aws):
    policy = json.loads((aws.files / "key-policy.json").read_text())
    policy["Statement"][-1]["Action"] = "kms:*"
    aws.kms.put_key_policy(KeyId=aws.key, PolicyName="default", Policy=json.dumps(policy))


def swap(text, one, other):
    """The same text, with two of its words in each other's place: the same words, another meaning."""
    swapped = text.replace(one, "\0").replace(other, one).replace("\0", other)
    assert swapped != text and sorted(swapped) == sorted(text)
    return swapped


def swap_roles(aws):
    """The application may only encrypt then, and the operator read."""
    policy = (aws.files / "key-policy.json").read_text()
    aws.kms.put_key_policy(KeyId=aws.key, PolicyName="default", Policy=swap(policy, "role/app", "role/operator"))


def move_action(aws):
    """The operator may decrypt, in the place of the application."""
    policy = json.loads((aws.files / "key-policy.json").read_text())
    application, operator = policy["Statement"][-2:]
    application["Action"], operator["Action"] = operator["Action"], application["Action"]
    aws.kms.put_key_policy(KeyId=aws.key, PolicyName="default", Policy=json.dumps(policy))


def swap_conditions(aws):
    policy = json.loads(aws.policy)
    statements = {statement["Sid"]: statement for statement in policy["Statement"]}
    wrong_key, no_key = statements["RefuseWrongKey"]["Condition"], statements["RefuseAlgorithmWithoutKey"]["Condition"]
    wrong_key["Null"], no_key["Null"] = no_key["Null"], wrong_key["Null"]
    aws.s3.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(policy))


def move_bucket(aws):
    aws.s3.delete_bucket(Bucket=BUCKET)
    elsewhere = aws.client("s3", "eu-west-1")
    elsewhere.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    encrypt(aws)


ALIAS = f"alias/s3/{BUCKET}"
SABOTAGES = {
    "rotation off": (lambda aws: aws.kms.disable_key_rotation(KeyId=aws.key), ["rotation of the key: off"]),
    "another key": (lambda aws: encrypt(aws, aws.other["Arn"]), ["key of the default encryption: {other}, and it should be"]),
    "Bucket Key off": (lambda aws: encrypt(aws, bucket_key=False), ["S3 Bucket Key: off"]),
    "no default encryption": (lambda aws: aws.s3.delete_bucket_encryption(Bucket=BUCKET), ["default encryption: "]),
    "SSE-S3": (
        lambda aws: encrypt(aws, algorithm="AES256", bucket_key=False),
        ["default encryption: AES256, and it should be aws:kms", "S3 Bucket Key: off"],
    ),
    "no bucket policy": (lambda aws: aws.s3.delete_bucket_policy(Bucket=BUCKET), ["bucket policy: ", "NoSuchBucketPolicy"]),
    "a statement gone": (change_policy, ["bucket policy: not the one in bucket-policy.json"]),
    "a condition turned": (loosen_policy, ["bucket policy: not the one in bucket-policy.json"]),
    "key policy changed": (change_key_policy, ["key policy: not the one in key-policy.json"]),
    "roles swapped in the key policy": (swap_roles, ["key policy: not the one in key-policy.json"]),
    "actions moved in the key policy": (move_action, ["key policy: not the one in key-policy.json"]),
    "conditions swapped": (swap_conditions, ["bucket policy: not the one in bucket-policy.json"]),
    "key disabled": (lambda aws: aws.kms.disable_key(KeyId=aws.key), ["state of the key {key}: Disabled"]),
    "key to be deleted": (lambda aws: aws.kms.schedule_key_deletion(KeyId=aws.key), ["state of the key {key}: PendingDeletion"]),
    "alias moved": (
        lambda aws: aws.kms.update_alias(AliasName=ALIAS, TargetKeyId=aws.other["KeyId"]),
        ["key of the default encryption: {arn}, and it should be {other}"],
    ),
    "alias gone": (lambda aws: aws.kms.delete_alias(AliasName=ALIAS), [f"key {ALIAS}: ", "NotFoundException"]),
    "another Region": (move_bucket, ["Region of the bucket: eu-west-1, and it should be eu-central-1"]),
    "no bucket": (lambda aws: aws.s3.delete_bucket(Bucket=BUCKET), [f"bucket {BUCKET}: ", "NoSuchBucket"]),
}


@pytest.mark.parametrize("name", SABOTAGES)
def test_names_the_cause(spoilt, name):
    spoil, causes = SABOTAGES[name]
    spoil(spoilt)
    code, report = spoilt.run(spoilt.files / "verify.sh", "--emulator", "--no-probe")
    assert code == 1, report
    arn = spoilt.other["Arn"].replace(spoilt.other["KeyId"], spoilt.key)
    wrong = "\n".join(line for line in report.splitlines() if line.startswith("WRONG"))
    for cause in causes:
        assert cause.format(key=spoilt.key, arn=arn, other=spoilt.other["Arn"]) in wrong, report


def rewritten(text):
    """The same policy in other words: what AWS may give back."""
    def other(value):
        if isinstance(value, dict):
            return {name: other(item) for name, item in reversed(value.items())}
        if isinstance(value, list):
            return [other(item) for item in reversed(value)]
        return value

    policy = other(json.loads(text))
    for statement in policy["Statement"]:
        if isinstance(statement["Action"], str):
            statement["Action"] = [statement["Action"]]
    return json.dumps(policy, indent=3).replace("arn:aws:s3", "arn:\\u0061ws:s3").replace("/", "\\/")


def test_the_same_policy_in_other_words_is_the_same(spoilt):
    policy = rewritten((spoilt.files / "key-policy.json").read_text())
    spoilt.kms.put_key_policy(KeyId=spoilt.key, PolicyName="default", Policy=policy)
    spoilt.s3.put_bucket_policy(Bucket=BUCKET, Policy=rewritten(spoilt.policy))
    report = spoilt.must_run(spoilt.files / "verify.sh", "--emulator", "--no-probe")
    assert "ok       key policy" in report and "ok       bucket policy" in report


def test_all_that_is_wrong_is_named_at_once(spoilt):
    spoilt.kms.disable_key_rotation(KeyId=spoilt.key)
    encrypt(spoilt, bucket_key=False)
    spoilt.s3.delete_bucket_policy(Bucket=BUCKET)
    code, report = spoilt.run(spoilt.files / "verify.sh", "--emulator", "--no-probe")
    assert code == 1
    assert report.count("WRONG") == 3, report
    assert "3 wrong" in report


def test_the_probe_shows_what_the_settings_hide(spoilt):
    # Uploads with a wrong algorithm get through, and the probe object is encrypted with another key.
    spoilt.s3.delete_bucket_policy(Bucket=BUCKET)
    encrypt(spoilt, spoilt.other["Arn"], bucket_key=False)
    code, report = spoilt.run(spoilt.files / "verify.sh")
    assert code == 1
    assert f"WRONG    key of the probe object: {spoilt.other['Arn']}" in report
    assert "WRONG    S3 Bucket Key of the probe object: off" in report
    assert "WRONG    an upload with AES256: the bucket policy should refuse it, and it was accepted" in report
    assert spoilt.s3.list_objects_v2(Bucket=BUCKET)["KeyCount"] == 0


def test_without_emulator_what_is_not_reported_is_wrong(good):
    """The two settings that moto does not report. AWS does, so that there verify.sh runs without --emulator."""
    code, report = good.run(good.files / "verify.sh", "--no-probe")
    assert code == 1
    wrong = [line for line in report.splitlines() if line.startswith("WRONG")]
    assert len(wrong) == 2, report
    assert "period is not reported" in wrong[0]
    assert "blocked encryption types: not reported" in wrong[1]


def test_credentials_of_another_account_are_refused(good, tmp_path):
    files = write_set(tmp_path / "set", OPTION, account="111122223333")
    for program in ("setup.sh", "verify.sh", "teardown.sh", "migrate.sh"):
        code, output = good.run(files / program)
        assert code == 1
        assert "these credentials belong to account 123456789012, and the bucket to 111122223333" in output
