"""Uploads under SSE-S3, with amsdal_storages 0.3 or later."""

from amsdal_storages.s3.storage import S3Storage

# The same as the bucket's default, said aloud.
UPLOAD_EXTRA_ARGS = {
    "ServerSideEncryption": "AES256",
}


def storage() -> S3Storage:
    """Call it once AMSDAL is configured."""
    return S3Storage(
        bucket="example-reports",
        region_name="us-east-1",
        upload_extra_args=UPLOAD_EXTRA_ARGS,
    )
