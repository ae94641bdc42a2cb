#!/usr/bin/env bash
# Encrypts the objects that the bucket holds already with {{ v.option_name|safe }}. Run setup.sh first, and read migrate.md.
#
{%- if v.in_place %}
#   ./migrate.sh                   in place, by UpdateObjectEncryption: from SSE-S3 or SSE-KMS, nothing is copied
#   ./migrate.sh --copy            by copying each object onto itself: also from DSSE-KMS, only up to 5 GiB
{%- else if v.sse_c %}
#   ./migrate.sh --customer-key FILE   by copying each object onto itself, up to 5 GiB; the file holds the 32 bytes of your key
{%- else %}
#   ./migrate.sh                   by copying each object onto itself, up to 5 GiB
{%- endif %}
#   ./migrate.sh --prefix LOGS/    only objects whose name begins so
#   ./migrate.sh --dry-run         says which objects it would change, and changes nothing
#   ./migrate.sh --manifest FILE   writes a manifest for S3 Batch Operations instead
#
# One object after the other, two commands each: for some thousands of objects. An object that is right already is left alone,
# so it can be run again. Old versions of objects are not touched. An object that fails is named, and the next one is tried.
# Needs an AWS CLI from February 2026 or later.
{% include "common.sh" %}
{% if v.creates_key || v.aws_managed %}
{% include "lookup.sh" %}
{% endif %}
dry_run=false
prefix=
manifest=
{%- if v.in_place %}
copy=false
{%- endif %}
{%- if v.sse_c %}
customer_key=
{%- endif %}
usage() {
  printf 'usage: %s [--prefix PREFIX] [--dry-run] [--manifest FILE]{% if v.in_place %} [--copy]{% endif %}{% if v.sse_c %} --customer-key FILE{% endif %}\n' "${0##*/}" >&2
  exit 2
}
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry_run=true ;;
    {%- if v.in_place %}
    --copy) copy=true ;;
    {%- endif %}
    {%- if v.sse_c %}
    --customer-key) [ $# -gt 1 ] || usage; customer_key=$2; shift ;;
    {%- endif %}
    --prefix) [ $# -gt 1 ] || usage; prefix=$2; shift ;;
    --manifest) [ $# -gt 1 ] || usage; manifest=$2; shift ;;
    *) usage ;;
  esac
  shift
done

check_account

# One line an object: size, storage class, name. A name is encoded as in an address, so it is one word.
list=$work/list
aws s3api list-objects-v2 --bucket "$bucket" --expected-bucket-owner "$account" --prefix "$prefix" --encoding-type url \
  --query 'Contents[].[Size,StorageClass,Key]' --output text | sed '/^None$/d' >"$list"

if [ -n "$manifest" ]; then
  while IFS=$'\t' read -r size class encoded; do
    printf '%s,%s\n' "$bucket" "${encoded//+/%20}"
  done <"$list" >"$manifest"
  printf '%s objects in %s\n' "$(awk 'END { print NR }' "$list")" "$manifest"
  exit 0
fi
{% if v.own_key && v.creates_key %}
alias={{ v.alias }}
lookup NotFoundException aws kms describe-key --key-id "$alias" --query KeyMetadata.KeyId --output text ||
  fail "there is no key behind $alias: run setup.sh first"
key_id=$out
key_arn=$key_arn_start$key_id
{% else if v.own_key %}
key_id={{ v.given_key_id }}
key_arn=$key_arn_start$key_id
{% else if v.aws_managed %}
lookup NotFoundException aws kms describe-key --key-id alias/aws/s3 --query KeyMetadata.Arn --output text ||
  fail 'there is no key behind alias/aws/s3: S3 makes it with the first upload under it'
key_arn=$out
key_id=${key_arn##*/}
{% endif %}
{%- if v.in_place %}
document object-encryption.json >"$work/object-encryption.json"
{% endif %}
{%- if v.sse_c %}
[ -n "$customer_key" ] || usage
[ "$(wc -c <"$customer_key")" -eq 32 ] || fail "$customer_key does not hold 32 bytes"
{% endif %}
# is_right KEY: whether the object is encrypted as it should be
is_right() {
  local found
  {% if v.sse_c -%}
  found=$(aws s3api head-object --bucket "$bucket" --key "$1" --expected-bucket-owner "$account" --query SSECustomerAlgorithm --output text \
    --sse-customer-algorithm AES256 --sse-customer-key "fileb://$customer_key" 2>"$work/error") || return 1
  [ "$found" = AES256 ]
  {%- else -%}
  found=$(aws s3api head-object --bucket "$bucket" --key "$1" --expected-bucket-owner "$account" \
    --query '[ServerSideEncryption,SSEKMSKeyId,BucketKeyEnabled]' --output text 2>"$work/error") || return 1
  {% if v.bucket_key -%}
  [ "$found" = "{{ v.algorithm|safe }}"$'\t'"$key_arn"$'\t'True ]
  {%- else if v.kms -%}
  [ "${found%$'\t'*}" = "{{ v.algorithm|safe }}"$'\t'"$key_arn" ] && [ "${found##*$'\t'}" != True ]
  {%- else -%}
  [ "${found%%$'\t'*}" = "{{ v.algorithm|safe }}" ]
  {%- endif %}
  {%- endif %}
}
{% if v.in_place %}
in_place() {
  aws s3api update-object-encryption --bucket "$bucket" --key "$1" --expected-bucket-owner "$account" \
    --object-encryption "file://$work/object-encryption.json"
}
{% endif %}
# The storage class is named, for a copy would go to STANDARD. The AWS CLI encodes the source itself.
copy_onto_itself() {
  aws s3api copy-object --bucket "$bucket" --key "$1" --copy-source "$bucket/$1" --storage-class "$2" \
    --expected-bucket-owner "$account" --expected-source-bucket-owner "$account" \
    --metadata-directive COPY --tagging-directive COPY \
    {% if v.sse_c -%}
    --sse-customer-algorithm AES256 --sse-customer-key "fileb://$customer_key"
    {%- else -%}
    --server-side-encryption {{ v.algorithm }}{% if v.own_key %} --ssekms-key-id "$key_arn"{% endif %}{% if v.bucket_key %} --bucket-key-enabled{% else if v.in_place %} --no-bucket-key-enabled{% endif %}
    {%- endif %}
}

changed=0
right=0
failed=0
while IFS=$'\t' read -r size class encoded; do
  encoded=${encoded//+/%20}
  printf -v key '%b' "${encoded//%/\\x}"
  if is_right "$key"; then
    right=$((right + 1))
    continue
  fi
  if {% if v.in_place %}[ "$copy" = true ] && {% endif %}{ [ "$size" -gt 5368709120 ] || [ "$class" = GLACIER ] || [ "$class" = DEEP_ARCHIVE ]; }; then
    printf 'FAILED   %s: %s bytes in %s: a copy takes up to 5 GiB, and nothing out of an archive\n' "$key" "$size" "$class"
    failed=$((failed + 1))
    continue
  fi
  if [ "$dry_run" = true ]; then
    printf 'would change   %s\n' "$key"
    changed=$((changed + 1))
    continue
  fi
  {% if v.in_place -%}
  if [ "$copy" = true ]; then change=(copy_onto_itself "$key" "$class"); else change=(in_place "$key"); fi
  {% else -%}
  change=(copy_onto_itself "$key" "$class")
  {% endif -%}
  if "${change[@]}" >"$work/result" 2>"$work/error"; then
    printf 'changed  %s\n' "$key"
    changed=$((changed + 1))
  else
    printf 'FAILED   %s: %s\n' "$key" "$(tr -s '\n' ' ' <"$work/error")"
    failed=$((failed + 1))
  fi
done <"$list"
verb=changed
if [ "$dry_run" = true ]; then verb='to change'; fi
printf '%s %s, %s right already, %s failed\n' "$changed" "$verb" "$right" "$failed"
[ "$failed" -eq 0 ]
