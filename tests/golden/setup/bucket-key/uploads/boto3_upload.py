"""Uploads and downloads under SSE-KMS with Bucket Key, with boto3: python boto3_upload.py FILE"""

import sys

import boto3

BUCKET = "example-reports"
s3 = boto3.client("s3", region_name="eu-central-1")

# The same as the bucket's default, said aloud. Also for put_object, as keyword arguments.
EXTRA_ARGS = {
    "ServerSideEncryption": "aws:kms",
    # Without it S3 takes the AWS managed key aws/s3, not the bucket's key.
    "SSEKMSKeyId": "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-000000000000",
}
# upload_file and upload_fileobj refuse BucketKeyEnabled among their ExtraArgs. It is not needed: the bucket's default says it.


def upload(path: str, name: str) -> None:
    s3.upload_file(path, BUCKET, name, ExtraArgs=EXTRA_ARGS)


def download(name: str, path: str) -> None:
    s3.download_file(BUCKET, name, path)


if __name__ == "__main__":
    for file in sys.argv[1:]:
        upload(file, file)
