#!/usr/bin/env bash
# Uploads a file under SSE-S3, with the AWS CLI: ./cli_upload.sh FILE NAME
set -euo pipefail

aws s3 cp "$1" s3://'example-reports'/"$2" --region 'us-east-1' \
  --sse 'AES256'
