#!/usr/bin/env bash
# Checks that the bucket is set up for {{ v.option_name|safe }}: reads its settings, and uploads, reads back and removes a probe object.
#
#   ./verify.sh              checks everything, to the end; exits with 1 if anything is wrong, and says what
#   ./verify.sh --no-probe   reads the settings only, and writes nothing
#   ./verify.sh --emulator   against an emulator of AWS: what it does not report or refuse is named, and does not count
{% include "common.sh" %}

{% include "lookup.sh" %}

{% include "same_json.sh" %}

probe=true
emulator=false
for argument in "$@"; do
  case $argument in
    --no-probe) probe=false ;;
    --emulator) emulator=true ;;
    *)
      printf 'usage: %s [--no-probe] [--emulator]\n' "${0##*/}" >&2
      exit 2
      ;;
  esac
done

failures=0

ok() {
  printf 'ok       %s\n' "$*"
}

wrong() {
  printf 'WRONG    %s\n' "$*"
  failures=$((failures + 1))
}

# What AWS itself would report or refuse.
absent() {
  if [ "$emulator" = true ]; then
    printf 'unknown  %s\n' "$*"
  else
    wrong "$*"
  fi
}

# ask WHAT COMMAND...: the command's output in $out; an error is one more thing that is wrong.
ask() {
  local what=$1
  shift
  if out=$("$@" 2>"$work/error"); then return 0; fi
  wrong "$what: $(tr -s '\n' ' ' <"$work/error")"
  return 1
}

# expect WHAT FOUND WANTED
expect() {
  if [ "$2" = "$3" ]; then
    ok "$1: $2"
  else
    wrong "$1: $2, and it should be $3"
  fi
}

check_account
{% if v.own_key %}
# The key
key_id=
{% if v.has_alias -%}
alias={{ v.alias }}
if ask "key $alias" aws kms describe-key --key-id "$alias" --query 'KeyMetadata.[KeyId,KeyState]' --output text; then
{%- else -%}
given={{ v.given_key_id }}
if ask "key $given" aws kms describe-key --key-id "$key_arn_start$given" --query 'KeyMetadata.[KeyId,KeyState]' --output text; then
{%- endif %}
  read -r key_id state <<<"$out"
  expect "state of the key $key_id" "$state" Enabled
fi
{% if !v.creates_key -%}
{% if v.has_alias -%}
given={{ v.given_key_id }}
if [ -n "$key_id" ]; then expect "key behind $alias" "$key_id" "$given"; fi
{% endif -%}
key_id=$given
{% else -%}
if [ -n "$key_id" ] && ask 'rotation of the key' aws kms get-key-rotation-status --key-id "$key_id" --query '[KeyRotationEnabled,RotationPeriodInDays]' --output text; then
  read -r rotates days <<<"$out"
  if [ "$rotates" != True ]; then
    wrong 'rotation of the key: off'
  elif [ "$days" = None ]; then
    absent 'rotation of the key: on, and its period is not reported'
  else
    expect 'rotation of the key, in days' "$days" {{ v.rotation|safe }}
  fi
fi
if [ -n "$key_id" ] && ask 'key policy' aws kms get-key-policy --key-id "$key_id" --policy-name default --query Policy --output text; then
  if same_json "$out" "$(document key-policy.json)"; then
    ok 'key policy: as in key-policy.json'
  else
    wrong 'key policy: not the one in key-policy.json'
  fi
fi
{% endif -%}
# What the bucket should use.
key_arn=$key_arn_start${key_id:-'?'}
{% endif %}
# The bucket
if ask "bucket $bucket" aws s3api get-bucket-location --bucket "$bucket" --expected-bucket-owner "$account" --query LocationConstraint --output text; then
  case $out in
    None) out=us-east-1 ;;
    EU) out=eu-west-1 ;;
  esac
  expect 'Region of the bucket' "$out" "$region"
fi
rules='ServerSideEncryptionConfiguration.Rules[0]'
if ask 'default encryption' aws s3api get-bucket-encryption --bucket "$bucket" --expected-bucket-owner "$account" --output text \
  --query "$rules.[ApplyServerSideEncryptionByDefault.SSEAlgorithm,ApplyServerSideEncryptionByDefault.KMSMasterKeyID,BucketKeyEnabled,BlockedEncryptionTypes.EncryptionType[0]]"; then
  read -r algorithm default_key bucket_key blocked <<<"$out"
  expect 'default encryption' "$algorithm" {{ v.algorithm }}
  {% if v.own_key -%}
  expect 'key of the default encryption' "$default_key" "$key_arn"
  {% else if v.aws_managed -%}
  case $default_key in
    None | alias/aws/s3 | *:alias/aws/s3) ok 'key of the default encryption: the AWS managed key' ;;
    *) wrong "key of the default encryption: $default_key, and it should be the AWS managed key" ;;
  esac
  {% else -%}
  expect 'key of the default encryption' "$default_key" None
  {% endif -%}
  {% if v.bucket_key -%}
  if [ "$bucket_key" = True ]; then ok 'S3 Bucket Key: on'; else wrong 'S3 Bucket Key: off'; fi
  {% else -%}
  if [ "$bucket_key" = True ]; then wrong 'S3 Bucket Key: on'; else ok 'S3 Bucket Key: off'; fi
  {% endif -%}
  case $blocked in
    None) absent 'blocked encryption types: not reported, and it should be {{ v.blocked|safe }}' ;;
    *) expect 'blocked encryption types' "$blocked" {{ v.blocked }} ;;
  esac
fi
if ask 'bucket policy' aws s3api get-bucket-policy --bucket "$bucket" --expected-bucket-owner "$account" --query Policy --output text; then
  if same_json "$out" "$(document bucket-policy.json)"; then
    ok 'bucket policy: as in bucket-policy.json'
  else
    wrong 'bucket policy: not the one in bucket-policy.json'
  fi
fi

# A probe object, under a name that nothing else has
name=sse-cost-probe-$(date +%s)-$$-$RANDOM
printf 'probe %s\n' "$name" >"$work/probe"
# upload COMMAND'S ARGUMENTS...: its version, where the bucket keeps versions, in $out
upload() {
  aws s3api put-object --bucket "$bucket" --key "$name" --expected-bucket-owner "$account" --body "$work/probe" --query VersionId --output text "$@"
}
remove() {
  local version=()
  if [ "$1" != None ]; then version=(--version-id "$1"); fi
  ask 'removing the probe object' aws s3api delete-object --bucket "$bucket" --key "$name" --expected-bucket-owner "$account" ${version[@]+"${version[@]}"}
}
headers=({% for word in v.upload %}{% if !loop.first %} {% endif %}{{ word }}{% endfor %})
{% if v.sse_c -%}
# A key for this object alone
head -c 32 /dev/urandom >"$work/customer-key"
customer_key=(--sse-customer-algorithm AES256 --sse-customer-key "fileb://$work/customer-key")
headers+=("${customer_key[@]}")
{% else if v.require_header && v.own_key -%}
headers+=(--ssekms-key-id "$key_arn")
{% endif -%}
if [ "$probe" = true ] && ask 'uploading a probe object' upload ${headers[@]+"${headers[@]}"}; then
  uploaded=$out
  if ask 'asking for the probe object' aws s3api head-object --bucket "$bucket" --key "$name" --expected-bucket-owner "$account" --output text \
    --query '[ServerSideEncryption,SSEKMSKeyId,BucketKeyEnabled,SSECustomerAlgorithm]'{% if v.sse_c %} "${customer_key[@]}"{% endif %}; then
    read -r algorithm object_key bucket_key customer <<<"$out"
    {% if v.sse_c -%}
    if [ "$customer" = None ]; then
      absent 'probe object under a key of its own: not reported'
    else
      expect 'probe object under a key of its own' "$customer" AES256
    fi
    {% else -%}
    expect 'encryption of the probe object' "$algorithm" {{ v.algorithm }}
    {% endif -%}
    {% if v.own_key -%}
    if [ "$object_key" = None ]; then
      absent 'key of the probe object: not reported'
    else
      expect 'key of the probe object' "$object_key" "$key_arn"
    fi
    {% else if v.aws_managed -%}
    if [ "$object_key" = None ]; then
      absent 'key of the probe object: not reported'
    elif ask 'key alias/aws/s3' aws kms describe-key --key-id alias/aws/s3 --query KeyMetadata.Arn --output text; then
      expect 'key of the probe object' "$object_key" "$out"
    fi
    {% endif -%}
    {% if v.bucket_key -%}
    if [ "$bucket_key" = True ]; then ok 'S3 Bucket Key of the probe object: on'; else wrong 'S3 Bucket Key of the probe object: off'; fi
    {% endif -%}
    : "$algorithm" "$object_key" "$bucket_key" "$customer"
  fi
  if ask 'reading the probe object' aws s3api get-object --bucket "$bucket" --key "$name" --expected-bucket-owner "$account"{% if v.sse_c %} "${customer_key[@]}"{% endif %} "$work/read"; then
    if cmp -s "$work/probe" "$work/read"; then
      ok 'the probe object reads back as it was written'
    else
      wrong 'the probe object reads back otherwise than it was written'
    fi
  fi
  if remove "$uploaded"; then ok 'the probe object is removed'; fi
fi

# The bucket policy has to refuse the wrong algorithm
if [ "$probe" = true ]; then
  if lookup '\((AccessDenied|403)\)' upload --server-side-encryption {{ v.wrong_algorithm }}; then
    absent 'an upload with {{ v.wrong_algorithm|safe }}: the bucket policy should refuse it, and it was accepted'
    remove "$out" || true
  else
    ok 'an upload with {{ v.wrong_algorithm|safe }}: refused'
  fi
fi

if [ "$failures" -gt 0 ]; then
  printf '%s: %s wrong\n' "${0##*/}" "$failures" >&2
  exit 1
fi
printf 'nothing is wrong\n'
