#!/usr/bin/env bash
# Uploads a file under SSE-KMS, with the AWS CLI: ./cli_upload.sh FILE NAME
set -euo pipefail

# Without the key's ARN S3 would take the AWS managed key aws/s3, not the bucket's key.
aws s3 cp "$1" s3://'example.reports'/"$2" --region 'us-gov-west-1' \
  --sse 'aws:kms' --sse-kms-key-id 'arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
