"""migrate.sh encrypts the objects that exist again, whatever their names are."""

import csv
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from conftest import BUCKET, REGION, Aws, write_set
from recorder import Recorder

NAMES = ["plain", "a b/c+d", "quote'\"$(id)`id`", "ünï\\x41 100%41"]


@pytest.fixture
def old(aws, tmp_path):
    """A bucket with objects under SSE-S3, then set up for SSE-KMS with a Bucket Key."""
    aws.key = aws.kms.create_key()["KeyMetadata"]["Arn"]
    aws.files = write_set(tmp_path / "set", "sse-kms-bucket-key", "--key-arn", aws.key)
    aws.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    for name in NAMES:
        aws.s3.put_object(
            Bucket=BUCKET,
            Key=name,
            Body=name.encode(),
            StorageClass="STANDARD_IA",
            Metadata={"name": "kept"},
            ServerSideEncryption="AES256",
        )
    return aws


def test_by_copy(old):
    told = old.must_run(old.files / "migrate.sh", "--copy", "--dry-run")
    assert told.splitlines()[-1] == "4 to change, 0 right already, 0 failed"
    assert old.s3.head_object(Bucket=BUCKET, Key=NAMES[0])["ServerSideEncryption"] == "AES256"

    told = old.must_run(old.files / "migrate.sh", "--copy")
    assert told.splitlines()[-1] == "4 changed, 0 right already, 0 failed"
    for name in NAMES:
        found = old.s3.get_object(Bucket=BUCKET, Key=name)
        assert found["Body"].read() == name.encode()
        assert (found["ServerSideEncryption"], found["SSEKMSKeyId"]) == ("aws:kms", old.key)
        assert found["BucketKeyEnabled"]
        assert found["StorageClass"] == "STANDARD_IA"
        assert found["Metadata"] == {"name": "kept"}
    assert old.s3.list_objects_v2(Bucket=BUCKET)["KeyCount"] == len(NAMES)

    old.s3.put_object(Bucket=BUCKET, Key="plain", Body=b"new", ServerSideEncryption="AES256")
    told = old.must_run(old.files / "migrate.sh", "--copy", "--prefix", "pl")
    assert told.splitlines() == ["changed  plain", "1 changed, 0 right already, 0 failed"]


def test_in_place_asks_for_each_object_once(old):
    with Recorder(old.endpoint) as recorder:
        told = Aws(recorder.endpoint).must_run(old.files / "migrate.sh")
    assert told.splitlines()[-1] == "4 changed, 0 right already, 0 failed"
    assert sorted(key for _, key, _ in recorder.requests) == sorted(NAMES)
    for bucket, _, body in recorder.requests:
        assert bucket == BUCKET
        fields = {element.tag.rpartition("}")[2]: element.text for element in ElementTree.fromstring(body).iter()}
        assert fields["KMSKeyArn"] == old.key
        assert fields["BucketKeyEnabled"] == "true"


def test_a_manifest_for_batch_operations(old, tmp_path):
    manifest = tmp_path / "manifest.csv"
    old.must_run(old.files / "migrate.sh", "--manifest", str(manifest))
    with manifest.open(newline="") as lines:
        rows = list(csv.reader(lines))
    assert sorted((bucket, unquote(key)) for bucket, key in rows) == sorted((BUCKET, name) for name in NAMES)


def test_an_archived_object_is_named_and_the_others_go_on(old):
    old.s3.put_object(Bucket=BUCKET, Key="archived", Body=b"", StorageClass="GLACIER", ServerSideEncryption="AES256")
    code, told = old.run(old.files / "migrate.sh", "--copy")
    assert code == 1
    assert "FAILED   archived: " in told
    assert told.splitlines()[-1] == "4 changed, 0 right already, 1 failed"
