#!/usr/bin/env bash
# Sets the bucket up for SSE-S3. README.md says what else is in this set.
#
#   ./setup.sh                    sets up; run again, it brings what has changed back
#   ./setup.sh --dry-run          prints what it would do, and calls nothing
#   ./setup.sh --replace-policy   also replaces a bucket policy that is not of this set
#
# It stops at the first error. What was done until then stays, and the next run goes on from there.
# Needs bash and an AWS CLI from February 2026 or later.
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

# lookup PATTERN COMMAND...: the command's output in $out. 1 when AWS's answer is an error of this pattern, such as "does not
# exist"; any other error ends the script.
lookup() {
  local missing=$1
  shift
  if out=$("$@" 2>"$work/error"); then return 0; fi
  if grep -Eq -- "$missing" "$work/error"; then return 1; fi
  cat "$work/error" >&2
  fail "this failed: $*"
}

# The parts of a JSON text, sorted. AWS gives a policy back with other spaces, and sometimes in another order or with a list of
# one as its only item: none of this is a difference.
parts() {
  tr -d '[:space:]' | tr -d '[]' | tr '{},' '\n' | awk '{ gsub(/":/, "\":\n"); print }' | sed '/^$/d' | LC_ALL=C sort
}

same_json() {
  [ "$(parts <<<"$1")" = "$(parts <<<"$2")" ]
}

dry_run=false
replace_policy=false
for argument in "$@"; do
  case $argument in
    --dry-run) dry_run=true ;;
    --replace-policy) replace_policy=true ;;
    *)
      printf 'usage: %s [--dry-run] [--replace-policy]\n' "${0##*/}" >&2
      exit 2
      ;;
  esac
done

say() {
  printf '%s\n' "$*"
}

# Shows a command that changes something, and runs it.
run() {
  printf '+'
  printf ' %q' "$@"
  printf '\n'
  if [ "$dry_run" = true ]; then return 0; fi
  "$@" >"$work/result"
}

# write NAME: this document into a file for the AWS CLI, which is named in $file.
write() {
  file=$work/$1
  document "$1" >"$file"
  if [ "$dry_run" = true ]; then file=$1; fi
}

if [ "$dry_run" = true ]; then
  say 'dry run: nothing is called, nothing is changed'
else
  check_account
fi

say "bucket $bucket"
location=(--create-bucket-configuration "LocationConstraint=$region")
# The one Region that is not named when a bucket is made.
if [ "$region" = us-east-1 ]; then location=(); fi
create_bucket() {
  run aws s3api create-bucket --bucket "$bucket" ${location[@]+"${location[@]}"}
  run aws s3api put-public-access-block --bucket "$bucket" --expected-bucket-owner "$account" --public-access-block-configuration \
    BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
}
if [ "$dry_run" = true ]; then
  say 'if it does not exist:'
  create_bucket
elif lookup '\((404|NoSuchBucket)\)' aws s3api get-bucket-location --bucket "$bucket" --expected-bucket-owner "$account" --query LocationConstraint --output text; then
  # us-east-1 has no name there, and eu-west-1 may have an old one.
  case $out in
    None) out=us-east-1 ;;
    EU) out=eu-west-1 ;;
  esac
  [ "$out" = "$region" ] || fail "the bucket $bucket is in $out, and this set is for $region"
  say 'it exists'
else
  create_bucket
fi

say 'default encryption'
write bucket-encryption.json
run aws s3api put-bucket-encryption --bucket "$bucket" --expected-bucket-owner "$account" --server-side-encryption-configuration "file://$file"

say 'bucket policy'
write bucket-policy.json
put_policy=true
if [ "$dry_run" = true ]; then
  say 'would leave another policy in place and stop, unless told to --replace-policy; otherwise:'
elif lookup NoSuchBucketPolicy aws s3api get-bucket-policy --bucket "$bucket" --expected-bucket-owner "$account" --query Policy --output text; then
  if same_json "$out" "$(document bucket-policy.json)"; then
    say 'it is in place'
    put_policy=false
  elif [ "$replace_policy" = false ]; then
    printf '%s\n' "$out" >&2
    fail 'the bucket has the policy above: add the statements of bucket-policy.json to it, or replace it with ./setup.sh --replace-policy'
  else
    printf 'replaces this policy:\n%s\n' "$out"
  fi
fi
if [ "$put_policy" = true ]; then
  run aws s3api put-bucket-policy --bucket "$bucket" --expected-bucket-owner "$account" --policy "file://$file"
fi

if [ "$dry_run" = false ]; then say 'done; ./verify.sh checks it'; fi
