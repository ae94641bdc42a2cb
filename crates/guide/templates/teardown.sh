#!/usr/bin/env bash
# Takes back what setup.sh did. The bucket and its objects stay; new objects are encrypted with SSE-S3 then.
#
#   ./teardown.sh                             prints what it would do, and changes nothing
#   ./teardown.sh --yes                       does it
{%- if v.creates_key %}
#   ./teardown.sh --yes --keep-key            leaves the key and its alias
#   ./teardown.sh --yes --even-with-objects   schedules the key's deletion though the bucket holds objects
#
# AWS deletes the key 30 days later. Until then `aws kms cancel-key-deletion` and `aws kms enable-key` bring it back; after
# that nothing that was encrypted under it can ever be read again, in this bucket or elsewhere.
{%- endif %}
{% include "common.sh" %}

{% include "lookup.sh" %}

{% include "same_json.sh" %}

sure=false
{%- if v.creates_key %}
keep_key=false
even_with_objects=false
{%- endif %}
for argument in "$@"; do
  case $argument in
    --yes) sure=true ;;
    {%- if v.creates_key %}
    --keep-key) keep_key=true ;;
    --even-with-objects) even_with_objects=true ;;
    {%- endif %}
    *)
      printf 'usage: %s [--yes]{% if v.creates_key %} [--keep-key] [--even-with-objects]{% endif %}\n' "${0##*/}" >&2
      exit 2
      ;;
  esac
done

say() {
  printf '%s\n' "$*"
}

run() {
  printf '+'
  printf ' %q' "$@"
  printf '\n'
  if [ "$sure" = true ]; then "$@" >"$work/result"; fi
}

check_account
if [ "$sure" = false ]; then say 'nothing is changed without --yes; this is what would be:'; fi
{% if v.own_key %}
if lookup 'ServerSideEncryptionConfigurationNotFoundError|NoSuchBucket' aws s3api get-bucket-encryption --bucket "$bucket" --expected-bucket-owner "$account" --output text \
  --query 'ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault.KMSMasterKeyID'; then
  default_key=$out
else
  default_key=None
fi
{% if v.creates_key %}
alias={{ v.alias }}
if [ "$keep_key" = true ]; then
  say "the key behind $alias stays, as asked"
elif lookup NotFoundException aws kms describe-key --key-id "$alias" --query 'KeyMetadata.[KeyId,KeyState]' --output text; then
  read -r key_id state <<<"$out"
  # An alias can be moved. Only the key that the bucket uses is this set's own.
  [ "$default_key" = "$key_arn_start$key_id" ] ||
    fail "$alias is the key $key_id, and the bucket uses $default_key: neither is touched. With --keep-key the rest is taken back"
  if [ "$state" = PendingDeletion ]; then
    say "the key $key_id is scheduled for deletion already"
  else
    if [ "$even_with_objects" = false ]; then
      # A delete marker may come first, and what it hides after it.
      first=$(aws s3api list-object-versions --bucket "$bucket" --expected-bucket-owner "$account" --max-keys 1 --no-paginate --query 'Versions[0].Key || DeleteMarkers[0].Key' --output text) ||
        fail "whether the bucket $bucket holds objects cannot be told"
      [ "$first" = None ] ||
        fail "the bucket $bucket holds objects, or old versions of objects, and without the key those under it cannot be read: encrypt them again first, or say --keep-key or --even-with-objects"
    fi
    run aws kms schedule-key-deletion --key-id "$key_id" --pending-window-in-days 30
  fi
  run aws kms delete-alias --alias-name "$alias"
else
  say "there is no key behind $alias"
fi
{% else if v.has_alias %}
alias={{ v.alias }}
say 'the key is not of this set and stays'
if lookup NotFoundException aws kms describe-key --key-id "$alias" --query KeyMetadata.KeyId --output text; then
  if [ "$out" = {{ v.given_key_id }} ]; then
    run aws kms delete-alias --alias-name "$alias"
  else
    say "$alias is the alias of another key and stays"
  fi
fi
{% else %}
say 'the key is not of this set and stays'
{% endif %}
# What the policy in bucket-policy.json names
key_id=${default_key#"$key_arn_start"}
case $key_id in
  *[!0-9a-z-]*) key_id= ;;
esac
{% endif %}
if lookup 'NoSuchBucketPolicy|NoSuchBucket' aws s3api get-bucket-policy --bucket "$bucket" --expected-bucket-owner "$account" --query Policy --output text; then
  if same_json "$out" "$(document bucket-policy.json)"; then
    run aws s3api delete-bucket-policy --bucket "$bucket" --expected-bucket-owner "$account"
  else
    say 'the bucket policy is not the one in bucket-policy.json and stays'
  fi
else
  say 'there is no bucket policy'
fi
if lookup 'ServerSideEncryptionConfigurationNotFoundError|NoSuchBucket' aws s3api get-bucket-encryption --bucket "$bucket" --expected-bucket-owner "$account"; then
  run aws s3api delete-bucket-encryption --bucket "$bucket" --expected-bucket-owner "$account"
else
  say 'there is no default encryption of its own'
fi
if [ "$sure" = true ]; then say 'done'; fi
