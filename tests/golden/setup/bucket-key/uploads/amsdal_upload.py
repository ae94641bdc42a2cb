"""Uploads under SSE-KMS with Bucket Key, with amsdal_storages 0.3 or later."""

from amsdal_storages.s3.storage import S3Storage

# The same as the bucket's default, said aloud.
UPLOAD_EXTRA_ARGS = {
    "ServerSideEncryption": "aws:kms",
    # Without it S3 takes the AWS managed key aws/s3, not the bucket's key.
    "SSEKMSKeyId": "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-000000000000",
}
# BucketKeyEnabled is refused here, as by boto3's upload_fileobj. It is not needed: the bucket's default says it.


def storage() -> S3Storage:
    """Call it once AMSDAL is configured."""
    return S3Storage(
        bucket="example-reports",
        region_name="eu-central-1",
        upload_extra_args=UPLOAD_EXTRA_ARGS,
    )
