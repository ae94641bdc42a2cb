#!/usr/bin/env bash
# Sets the bucket up for SSE-KMS with Bucket Key. README.md says what else is in this set.
#
#   ./setup.sh                    sets up; run again, it brings what has changed back
#   ./setup.sh --dry-run          prints what it would do, and calls nothing
#   ./setup.sh --replace-policy   also replaces a bucket policy that is not of this set
#
# It stops at the first error. What was done until then stays, and the next run goes on from there.
# Needs bash and an AWS CLI from February 2026 or later.
set -euo pipefail

bucket='example-reports'
region='eu-central-1'
account='111122223333'
key_arn_start='arn:aws:kms:eu-central-1:111122223333:key/'
# Stands for the key's id in the files until the key exists.
placeholder='00000000-0000-0000-0000-000000000000'

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# This Region and no other, whatever a profile says; and nothing waits in a pager.
export AWS_REGION=$region AWS_DEFAULT_REGION=$region AWS_PAGER=''

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# document NAME: the text of a file of this set, with the key's id in it.
document() {
  local text
  [ -r "$here/$1" ] || fail "$1 is missing: it belongs beside this script"
  text=$(cat "$here/$1")
  # Without a key: a dry run, which shows the placeholder.
  text=${text//$placeholder/${key_id:-$placeholder}}
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

# KMS refuses a key policy that names a role which does not exist, and a role under a path has another ARN than the policy says.
check_role() {
  local role=$1 arn=$2
  if [ "$dry_run" = true ]; then
    say "would check that the role $role exists"
    return
  fi
  lookup NoSuchEntity aws iam get-role --role-name="$role" --query Role.Arn --output text ||
    fail "the role $role does not exist, and the key policy names it: create it, or make this set anew with another role"
  [ "$out" = "$arn" ] || fail "the role $role is $out, and the key policy names $arn: use a role without a path"
}
check_role 'app' 'arn:aws:iam::111122223333:role/app'
check_role 'operator' 'arn:aws:iam::111122223333:role/operator'
check_role 'security' 'arn:aws:iam::111122223333:role/security'

alias='alias/s3/example-reports'
say "key $alias"
if [ "$dry_run" = true ]; then
  key_id=$placeholder
  say "would use the key behind $alias, and bring its key policy back; if there is none:"
elif lookup NotFoundException aws kms describe-key --key-id "$alias" --query 'KeyMetadata.[KeyId,KeyState]' --output text; then
  read -r key_id state <<<"$out"
  [ "$state" = Enabled ] || fail "the key $key_id behind $alias is in the state $state: enable it, or cancel its deletion, or move the alias away"
  say "it exists: $key_id"
  write key-policy.json
  run aws kms put-key-policy --key-id "$key_id" --policy-name default --policy "file://$file"
else
  key_id=
fi
if [ "$dry_run" = true ] || [ -z "$key_id" ]; then
  write key-policy.json
  run aws kms create-key --description "S3 bucket $bucket" --policy "file://$file" --query KeyMetadata.KeyId --output text
  if [ "$dry_run" = false ]; then key_id=$(cat "$work/result"); fi
  # A key without its alias would be made a second time by the next run.
  run aws kms create-alias --alias-name "$alias" --target-key-id "$key_id" ||
    fail "the key $key_id is made, its alias is not: run aws kms create-alias --alias-name $alias --target-key-id $key_id --region $region"
fi
case $key_id in
  '' | *[!0-9a-z-]*) fail "KMS gave no key id: $key_id" ;;
esac
run aws kms enable-key-rotation --key-id "$key_id" --rotation-period-in-days 365

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
  [ "$out" = "$region" ] || fail "the bucket $bucket is in $out, and this set is for $region: a key encrypts in its own Region only"
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

# The other files name the key by its placeholder. Copies with its id are easier to use.
if [ "$dry_run" = false ]; then
  for path in "$here"/* "$here"/uploads/*; do
    name=${path#"$here/"}
    case $name in
      *.sh) continue ;;
    esac
    if [ -f "$path" ] && grep -q -- "$placeholder" "$path"; then
      mkdir -p "$(dirname "$here/filled/$name")"
      document "$name" >"$here/filled/$name"
    fi
  done
  say "key ARN $key_arn_start$key_id"
  say 'files that name the key, with its id: filled/'
fi

if [ "$dry_run" = false ]; then say 'done; ./verify.sh checks it'; fi
