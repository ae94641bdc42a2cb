"""Uploads and downloads under {{ v.option_name|safe }}, with boto3: python boto3_upload.py FILE"""

import sys
{%- if v.sse_c %}
import os
from pathlib import Path
{%- endif %}

import boto3

BUCKET = {{ v.bucket }}
s3 = boto3.client("s3", region_name={{ v.region }})
{% if v.sse_c %}
# The 32 bytes of your key. AWS keeps none of it: without this file nothing that was uploaded under it can be read again.
CUSTOMER_KEY = Path(os.environ["SSE_C_KEY_FILE"]).read_bytes()

# Also for put_object, get_object, head_object and copy_object, as keyword arguments: each request carries the key.
EXTRA_ARGS = {
    "SSECustomerAlgorithm": "AES256",
    "SSECustomerKey": CUSTOMER_KEY,
}
{% else %}
{% if v.require_header -%}
# The bucket refuses an upload without these. Also for put_object, as keyword arguments.
{% else -%}
# The same as the bucket's default, said aloud. Also for put_object, as keyword arguments.
{% endif -%}
EXTRA_ARGS = {
    "ServerSideEncryption": {{ v.algorithm }},
    {%- if v.own_key %}
    # Without it S3 takes the AWS managed key aws/s3, not the bucket's key.
    "SSEKMSKeyId": {{ key_arn }},
    {%- endif %}
}
{% if v.bucket_key -%}
# upload_file and upload_fileobj refuse BucketKeyEnabled among their ExtraArgs. It is not needed: the bucket's default says it.
{% endif -%}
{% endif %}

def upload(path: str, name: str) -> None:
    s3.upload_file(path, BUCKET, name, ExtraArgs=EXTRA_ARGS)


def download(name: str, path: str) -> None:
    s3.download_file(BUCKET, name, path{% if v.sse_c %}, ExtraArgs=EXTRA_ARGS{% endif %})


if __name__ == "__main__":
    for file in sys.argv[1:]:
        upload(file, file)
