"""Uploads and downloads under SSE-KMS, with boto3: python boto3_upload.py FILE"""

import sys

import boto3

BUCKET = "example.reports"
s3 = boto3.client("s3", region_name="us-gov-west-1")

# The bucket refuses an upload without these. Also for put_object, as keyword arguments.
EXTRA_ARGS = {
    "ServerSideEncryption": "aws:kms",
    # Without it S3 takes the AWS managed key aws/s3, not the bucket's key.
    "SSEKMSKeyId": "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
}


def upload(path: str, name: str) -> None:
    s3.upload_file(path, BUCKET, name, ExtraArgs=EXTRA_ARGS)


def download(name: str, path: str) -> None:
    s3.download_file(BUCKET, name, path)


if __name__ == "__main__":
    for file in sys.argv[1:]:
        upload(file, file)
