#!/usr/bin/env bash
# Uploads a file under SSE-KMS with Bucket Key, with the AWS CLI: ./cli_upload.sh FILE NAME
set -euo pipefail

# Without the key's ARN S3 would take the AWS managed key aws/s3, not the bucket's key.
# `aws s3 cp` has no argument for the Bucket Key: the bucket's default says it. `aws s3api put-object` has --bucket-key-enabled.
aws s3 cp "$1" s3://'example-reports'/"$2" --region 'eu-central-1' \
  --sse 'aws:kms' --sse-kms-key-id 'arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-000000000000'
