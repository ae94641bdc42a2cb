#!/usr/bin/env bash
# Encrypts the objects that the bucket holds already with SSE-S3. Run setup.sh first, and read migrate.md.
#
#   ./migrate.sh                   by copying each object onto itself, up to 5 GiB
#   ./migrate.sh --prefix LOGS/    only objects whose name begins so
#   ./migrate.sh --dry-run         says which objects it would change, and changes nothing
#   ./migrate.sh --manifest FILE   writes a manifest for S3 Batch Operations instead
#
# One object after the other, two commands each: for some thousands of objects. An object that is right already is left alone,
# so it can be run again. Old versions of objects are not touched. An object that fails is named, and the next one is tried.
# Needs an AWS CLI from February 2026 or later.
set -euo pipefail

bucket='example-reports'
region='us-east-1'
account='111122223333'

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# This Region and no other, whatever a profile says; and nothing waits in a pager.
export AWS_REGION=$region AWS_DEFAULT_REGION=$region AWS_PAGER=''

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# document NAME: the text of a file of this set.
document() {
  local text
  [ -r "$here/$1" ] || fail "$1 is missing: it belongs beside this script"
  text=$(cat "$here/$1")
  printf '%s\n' "$text"
}

check_account() {
  local caller
  command -v aws >"$work/aws" || fail 'the AWS CLI is not installed: https://docs.aws.amazon.com/cli/'
  caller=$(aws sts get-caller-identity --query Account --output text) || fail 'AWS does not know these credentials'
  [ "$caller" = "$account" ] || fail "these credentials belong to account $caller, and the bucket to $account"
}

dry_run=false
prefix=
manifest=
usage() {
  printf 'usage: %s [--prefix PREFIX] [--dry-run] [--manifest FILE]\n' "${0##*/}" >&2
  exit 2
}
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry_run=true ;;
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

# is_right KEY: whether the object is encrypted as it should be
is_right() {
  local found
  found=$(aws s3api head-object --bucket "$bucket" --key "$1" --expected-bucket-owner "$account" \
    --query '[ServerSideEncryption,SSEKMSKeyId,BucketKeyEnabled]' --output text 2>"$work/error") || return 1
  [ "${found%%$'\t'*}" = "AES256" ]
}

# The storage class is named, for a copy would go to STANDARD. The AWS CLI encodes the source itself.
copy_onto_itself() {
  aws s3api copy-object --bucket "$bucket" --key "$1" --copy-source "$bucket/$1" --storage-class "$2" \
    --expected-bucket-owner "$account" --expected-source-bucket-owner "$account" \
    --metadata-directive COPY --tagging-directive COPY \
    --server-side-encryption 'AES256'
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
  if { [ "$size" -gt 5368709120 ] || [ "$class" = GLACIER ] || [ "$class" = DEEP_ARCHIVE ]; }; then
    printf 'FAILED   %s: %s bytes in %s: a copy takes up to 5 GiB, and nothing out of an archive\n' "$key" "$size" "$class"
    failed=$((failed + 1))
    continue
  fi
  if [ "$dry_run" = true ]; then
    printf 'would change   %s\n' "$key"
    changed=$((changed + 1))
    continue
  fi
  change=(copy_onto_itself "$key" "$class")
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
