"""The arguments that the files under uploads/ give, used by the very clients: written, read back, and encrypted as they should be."""

import importlib.util
import io
import json

import pytest
from conftest import BUCKET, REGION, write_set

# More than one part, for boto3 and the AWS CLI.
LARGE = bytes(range(256)) * 40_000
CONTENT = {"small": b"a document", "large": LARGE}
OPTIONS = (
    "sse-s3",
    "sse-kms",
    "sse-kms-bucket-key",
    "sse-kms-aws-managed",
    "sse-kms-aws-managed-bucket-key",
    "dsse-kms",
    "sse-c",
)
ALGORITHM = {"sse-s3": "AES256", "dsse-kms": "aws:kms:dsse"}


def bucket_of(aws, folder, option, form):
    """A bucket with the encryption and the policy of the set, and a key that exists."""
    arguments = ["--bucket-policy", form]
    key = None
    if option in ("sse-kms", "sse-kms-bucket-key", "dsse-kms"):
        key = aws.kms.create_key()["KeyMetadata"]["Arn"]
        arguments += ["--key-arn", key]
    files = write_set(folder / "set", option, *arguments)
    aws.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    encryption = json.loads((files / "bucket-encryption.json").read_text())
    aws.s3.put_bucket_encryption(Bucket=BUCKET, ServerSideEncryptionConfiguration=encryption)
    aws.s3.put_bucket_policy(Bucket=BUCKET, Policy=(files / "bucket-policy.json").read_text())
    return files, key


def load(path, monkeypatch, aws):
    """The file as a reader would run it: with the address in AWS_ENDPOINT_URL."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", aws.endpoint)
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def check_encryption(aws, name, option, key):
    head = aws.s3.head_object(Bucket=BUCKET, Key=name)
    assert head["ServerSideEncryption"] == ALGORITHM.get(option, "aws:kms")
    # moto does not say which key it was under DSSE-KMS.
    if key and option != "dsse-kms":
        assert head["SSEKMSKeyId"] == key


@pytest.fixture
def customer_key(tmp_path, monkeypatch):
    path = tmp_path / "customer.key"
    path.write_bytes(bytes(range(32)))
    monkeypatch.setenv("SSE_C_KEY_FILE", str(path))
    return path


@pytest.fixture
def amsdal():
    """AMSDAL, configured without any database: S3Storage asks only whether it is to be asynchronous."""
    from amsdal_utils.config.data_models.amsdal_config import AmsdalConfig
    from amsdal_utils.config.data_models.resources_config import ResourcesConfig
    from amsdal_utils.config.manager import AmsdalConfigManager

    resources = ResourcesConfig(lakehouse="none")
    AmsdalConfigManager().set_config(AmsdalConfig(application_name="tests", connections={}, resources_config=resources))


@pytest.mark.parametrize("form", ["refuse-wrong", "require-header"])
@pytest.mark.parametrize("option", OPTIONS)
def test_boto3(aws, tmp_path, monkeypatch, customer_key, option, form):
    files, key = bucket_of(aws, tmp_path, option, form)
    uploads = load(files / "uploads" / "boto3_upload.py", monkeypatch, aws)
    for name, content in CONTENT.items():
        source, target = tmp_path / name, tmp_path / f"{name}-read"
        source.write_bytes(content)
        uploads.upload(str(source), name)
        uploads.download(name, str(target))
        assert target.read_bytes() == content
        if option != "sse-c":
            check_encryption(aws, name, option, key)


@pytest.mark.parametrize("form", ["refuse-wrong", "require-header"])
@pytest.mark.parametrize("option", [option for option in OPTIONS if option != "sse-c"])
def test_amsdal_storages(aws, amsdal, tmp_path, monkeypatch, option, form):
    files, key = bucket_of(aws, tmp_path, option, form)
    uploads = load(files / "uploads" / "amsdal_upload.py", monkeypatch, aws)
    storage = uploads.storage()

    class File:
        filename = "folder/document.bin"

    for content in CONTENT.values():
        name = storage.save(File(), io.BytesIO(content))
        assert storage.open(File()).read() == content
        check_encryption(aws, name, option, key)


@pytest.mark.parametrize("option", ["sse-kms-bucket-key", "sse-c"])
def test_aws_cli(aws, tmp_path, customer_key, option):
    files, key = bucket_of(aws, tmp_path, option, "require-header")
    source = tmp_path / "a document.bin"
    source.write_bytes(LARGE)
    aws.must_run(files / "uploads" / "cli_upload.sh", str(source), "a document.bin")
    arguments = {}
    if option == "sse-c":
        arguments = {"SSECustomerAlgorithm": "AES256", "SSECustomerKey": customer_key.read_bytes()}
    else:
        check_encryption(aws, "a document.bin", option, key)
    assert aws.s3.get_object(Bucket=BUCKET, Key="a document.bin", **arguments)["Body"].read() == LARGE


def test_what_relies_on_the_default_passes_one_form_and_not_the_other(aws, tmp_path):
    files, key = bucket_of(aws, tmp_path, "sse-kms-bucket-key", "refuse-wrong")
    aws.s3.put_object(Bucket=BUCKET, Key="default", Body=b"content")
    check_encryption(aws, "default", "sse-kms-bucket-key", key)
    assert aws.s3.head_object(Bucket=BUCKET, Key="default")["BucketKeyEnabled"]
    for wrong in (
        {"ServerSideEncryption": "AES256"},
        {"ServerSideEncryption": "aws:kms"},
        {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key[:-1] + ("0" if key[-1] != "0" else "1")},
        {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key.rpartition("/")[2]},
    ):
        with pytest.raises(aws.s3.exceptions.ClientError) as refused:
            aws.s3.put_object(Bucket=BUCKET, Key="wrong", Body=b"content", **wrong)
        assert refused.value.response["Error"]["Code"] in ("403", "AccessDenied"), wrong

    policy = write_set(tmp_path / "other", "sse-kms-bucket-key", "--key-arn", key, "--bucket-policy", "require-header")
    aws.s3.put_bucket_policy(Bucket=BUCKET, Policy=(policy / "bucket-policy.json").read_text())
    with pytest.raises(aws.s3.exceptions.ClientError):
        aws.s3.put_object(Bucket=BUCKET, Key="default", Body=b"content")


def test_boto3_refuses_a_bucket_key_among_the_extra_args(aws, tmp_path):
    """The trap that README.md and the files under uploads/ name."""
    with pytest.raises(ValueError, match="BucketKeyEnabled"):
        aws.s3.upload_fileobj(io.BytesIO(b""), BUCKET, "name", ExtraArgs={"BucketKeyEnabled": True})


def test_s3storage_cannot_read_under_sse_c(aws, amsdal, tmp_path, monkeypatch, customer_key):
    """Why a set for SSE-C has no file for amsdal_storages."""
    from amsdal_storages.s3.storage import S3Storage

    files, _ = bucket_of(aws, tmp_path, "sse-c", "refuse-wrong")
    assert not (files / "uploads" / "amsdal_upload.py").exists()
    arguments = {"SSECustomerAlgorithm": "AES256", "SSECustomerKey": customer_key.read_bytes()}
    storage = S3Storage(bucket=BUCKET, region_name=REGION, endpoint_url=aws.endpoint, upload_extra_args=arguments)

    class File:
        filename = "document"

    # moto gives an object under SSE-C to whoever asks, so what is looked at is what is sent.
    header = "x-amz-server-side-encryption-customer-key"
    sent = {}
    for operation in ("PutObject", "GetObject"):
        remember = lambda request, operation=operation, **_: sent.update({operation: header in request.headers})
        storage._s3.meta.events.register(f"before-send.s3.{operation}", remember)
    storage.save(File(), io.BytesIO(b"content"))
    storage.open(File())
    assert sent == {"PutObject": True, "GetObject": False}
