#!/usr/bin/env bash
# Uploads a file under {{ v.option_name|safe }}, with the AWS CLI: ./cli_upload.sh FILE NAME
set -euo pipefail
{% if v.sse_c %}
# The 32 bytes of your key, in a file. Each download needs the same two arguments.
aws s3 cp "$1" s3://{{ v.bucket }}/"$2" --region {{ v.region }} \
  --sse-c AES256 --sse-c-key "fileb://$SSE_C_KEY_FILE"
{% else %}
{%- if v.own_key %}
# Without the key's ARN S3 would take the AWS managed key aws/s3, not the bucket's key.
{%- endif %}
{%- if v.bucket_key %}
# `aws s3 cp` has no argument for the Bucket Key: the bucket's default says it. `aws s3api put-object` has --bucket-key-enabled.
{%- endif %}
aws s3 cp "$1" s3://{{ v.bucket }}/"$2" --region {{ v.region }} \
  --sse {{ v.algorithm }}{% if v.own_key %} --sse-kms-key-id {{ key_arn }}{% endif %}
{% endif -%}
