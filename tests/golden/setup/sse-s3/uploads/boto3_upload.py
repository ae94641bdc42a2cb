"""Uploads and downloads under SSE-S3, with boto3: python boto3_upload.py FILE"""

import sys

import boto3

BUCKET = "example-reports"
s3 = boto3.client("s3", region_name="us-east-1")

# The same as the bucket's default, said aloud. Also for put_object, as keyword arguments.
EXTRA_ARGS = {
    "ServerSideEncryption": "AES256",
}


def upload(path: str, name: str) -> None:
    s3.upload_file(path, BUCKET, name, ExtraArgs=EXTRA_ARGS)


def download(name: str, path: str) -> None:
    s3.download_file(BUCKET, name, path)


if __name__ == "__main__":
    for file in sys.argv[1:]:
        upload(file, file)
