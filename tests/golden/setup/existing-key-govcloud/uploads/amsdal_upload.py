"""Uploads under SSE-KMS, with amsdal_storages 0.3 or later."""

from amsdal_storages.s3.storage import S3Storage

# The bucket refuses an upload without these.
UPLOAD_EXTRA_ARGS = {
    "ServerSideEncryption": "aws:kms",
    # Without it S3 takes the AWS managed key aws/s3, not the bucket's key.
    "SSEKMSKeyId": "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
}


def storage() -> S3Storage:
    """Call it once AMSDAL is configured."""
    return S3Storage(
        bucket="example.reports",
        region_name="us-gov-west-1",
        upload_extra_args=UPLOAD_EXTRA_ARGS,
    )
