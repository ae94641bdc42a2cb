#!/usr/bin/env bash
# Sets the bucket up for {{ v.option_name|safe }}. README.md says what else is in this set.
#
#   ./setup.sh                    sets up; run again, it brings what has changed back
#   ./setup.sh --dry-run          prints what it would do, and calls nothing
#   ./setup.sh --replace-policy   also replaces a bucket policy that is not of this set
{%- if v.creates_key %}
#   ./setup.sh --replace-key-policy   the same for the policy of a key that its alias names already
{%- endif %}
#
# It looks up first and refuses before it changes anything. It stops at the first error: what was done until then stays, and the
# next run goes on from there.
# Needs bash and an AWS CLI from February 2026 or later.
{% include "common.sh" %}

{% include "lookup.sh" %}

{% include "same_json.sh" %}

dry_run=false
replace_policy=false
{%- if v.creates_key %}
replace_key_policy=false
{%- endif %}
for argument in "$@"; do
  case $argument in
    --dry-run) dry_run=true ;;
    --replace-policy) replace_policy=true ;;
    {%- if v.creates_key %}
    --replace-key-policy) replace_key_policy=true ;;
    {%- endif %}
    *)
      printf 'usage: %s [--dry-run] [--replace-policy]{% if v.creates_key %} [--replace-key-policy]{% endif %}\n' "${0##*/}" >&2
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

# What is there is looked up first, so that what is refused is refused before anything is changed.
if [ "$dry_run" = true ]; then
  say 'dry run: nothing is called, nothing is changed'
else
  check_account
fi
{% if v.creates_key %}
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
{% for role in v.roles -%}
check_role {{ role.name }} {{ role.arn }}
{% endfor %}
{%- endif %}
{%- if v.own_key %}
# check_key KEY STATE SPEC USAGE: whether S3 can use a key
check_key() {
  [ "$2" = Enabled ] || fail "the key $1 is in the state $2: enable it{% if v.creates_key %}, or cancel its deletion, or move the alias away{% else %} first{% endif %}"
  [ "$3 $4" = 'SYMMETRIC_DEFAULT ENCRYPT_DECRYPT' ] || fail "the key $1 is $3 for $4: S3 uses symmetric keys only{% if v.creates_key %}; move the alias away{% endif %}"
}
{% endif %}
{%- if v.creates_key %}
alias={{ v.alias }}
key_id=
put_key_policy=false
if [ "$dry_run" = false ] && lookup NotFoundException aws kms describe-key --key-id "$alias" --query 'KeyMetadata.[KeyId,KeyState,KeySpec,KeyUsage]' --output text; then
  read -r key_id state spec usage <<<"$out"
  check_key "$key_id behind $alias" "$state" "$spec" "$usage"
  lookup NotFoundException aws kms get-key-policy --key-id "$key_id" --policy-name default --query Policy --output text ||
    fail "the key $key_id behind $alias has no policy"
  if ! same_json "$out" "$(document key-policy.json)"; then
    if [ "$replace_key_policy" = false ]; then
      printf '%s\n' "$out" >&2
      fail "the key $key_id behind $alias has the policy above: add the statements of key-policy.json to it and name the key with --key-arn when this set is made, or replace it with ./setup.sh --replace-key-policy"
    fi
    old_key_policy=$out
    put_key_policy=true
  fi
fi
{% else if v.own_key %}
key_id={{ v.given_key_id }}
if [ "$dry_run" = false ]; then
  lookup NotFoundException aws kms describe-key --key-id "$key_arn_start$key_id" --query 'KeyMetadata.[KeyState,KeySpec,KeyUsage]' --output text ||
    fail "the key $key_arn_start$key_id does not exist"
  read -r state spec usage <<<"$out"
  check_key "$key_id" "$state" "$spec" "$usage"
fi
{%- if v.has_alias %}
alias={{ v.alias }}
has_alias=false
if [ "$dry_run" = false ] && lookup NotFoundException aws kms describe-key --key-id "$alias" --query KeyMetadata.KeyId --output text; then
  [ "$out" = "$key_id" ] || fail "$alias is the alias of another key: $out"
  has_alias=true
fi
{%- endif %}
{% endif %}
has_bucket=false
put_policy=true
old_policy=
if [ "$dry_run" = false ] && lookup '\((404|NoSuchBucket)\)' aws s3api get-bucket-location --bucket "$bucket" --expected-bucket-owner "$account" --query LocationConstraint --output text; then
  # us-east-1 has no name there, and eu-west-1 may have an old one.
  case $out in
    None) out=us-east-1 ;;
    EU) out=eu-west-1 ;;
  esac
  [ "$out" = "$region" ] || fail "the bucket $bucket is in $out, and this set is for $region{% if v.own_key %}: a key encrypts in its own Region only{% endif %}"
  has_bucket=true
  if lookup NoSuchBucketPolicy aws s3api get-bucket-policy --bucket "$bucket" --expected-bucket-owner "$account" --query Policy --output text; then
    if same_json "$out" "$(document bucket-policy.json)"; then
      put_policy=false
    elif [ "$replace_policy" = false ]; then
      printf '%s\n' "$out" >&2
      fail 'the bucket has the policy above: add the statements of bucket-policy.json to it, or replace it with ./setup.sh --replace-policy'
    else
      old_policy=$out
    fi
  fi
fi

# From here on it changes things.
{% if v.creates_key -%}
say "key $alias"
if [ "$dry_run" = true ]; then
  key_id=$placeholder
  say "would use the key behind $alias, and stop if its policy is another, unless told to --replace-key-policy; if there is none:"
elif [ -n "$key_id" ]; then
  say "it exists: $key_id"
  if [ "$put_key_policy" = true ]; then
    printf 'replaces this key policy:\n%s\n' "$old_key_policy"
    write key-policy.json
    run aws kms put-key-policy --key-id "$key_id" --policy-name default --policy "file://$file"
  fi
fi
if [ "$dry_run" = true ] || [ -z "$key_id" ]; then
  write key-policy.json
  run aws kms create-key --key-spec SYMMETRIC_DEFAULT --key-usage ENCRYPT_DECRYPT --description "S3 bucket $bucket" --policy "file://$file" --query KeyMetadata.KeyId --output text
  if [ "$dry_run" = false ]; then key_id=$(cat "$work/result"); fi
  # A key without its alias would be made a second time by the next run.
  run aws kms create-alias --alias-name "$alias" --target-key-id "$key_id" ||
    fail "the key $key_id is made, its alias is not: run aws kms create-alias --alias-name $alias --target-key-id $key_id --region $region"
fi
case $key_id in
  '' | *[!0-9a-z-]*) fail "KMS gave no key id: $key_id" ;;
esac
run aws kms enable-key-rotation --key-id "$key_id" --rotation-period-in-days {{ v.rotation|safe }}
{% else if v.own_key -%}
say "key $key_id: its policy and its rotation are its owner's and stay as they are; key-policy.json says what it must allow"
{%- if v.has_alias %}
if [ "$has_alias" = false ]; then run aws kms create-alias --alias-name "$alias" --target-key-id "$key_id"; fi
{%- endif %}
{% endif %}
say "bucket $bucket"
if [ "$has_bucket" = true ]; then
  say 'it exists'
else
  if [ "$dry_run" = true ]; then say 'if it does not exist:'; fi
  location=(--create-bucket-configuration "LocationConstraint=$region")
  # The one Region that is not named when a bucket is made.
  if [ "$region" = us-east-1 ]; then location=(); fi
  run aws s3api create-bucket --bucket "$bucket" ${location[@]+"${location[@]}"}
  run aws s3api put-public-access-block --bucket "$bucket" --expected-bucket-owner "$account" --public-access-block-configuration \
    BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
fi

say 'default encryption'
write bucket-encryption.json
run aws s3api put-bucket-encryption --bucket "$bucket" --expected-bucket-owner "$account" --server-side-encryption-configuration "file://$file"

say 'bucket policy'
if [ "$dry_run" = true ]; then
  say 'would leave another policy in place and stop before any change, unless told to --replace-policy; otherwise:'
fi
if [ -n "$old_policy" ]; then printf 'replaces this policy:\n%s\n' "$old_policy"; fi
if [ "$put_policy" = true ]; then
  write bucket-policy.json
  run aws s3api put-bucket-policy --bucket "$bucket" --expected-bucket-owner "$account" --policy "file://$file"
else
  say 'it is in place'
fi
{% if v.creates_key %}
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
{% endif %}
if [ "$dry_run" = false ]; then say 'done; ./verify.sh checks it'; fi
