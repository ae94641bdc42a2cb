#!/usr/bin/env bash
# Checks that the bucket is set up for SSE-KMS: reads its settings, and uploads, reads back and removes a probe object.
#
#   ./verify.sh              checks everything, to the end; exits with 1 if anything is wrong, and says what
#   ./verify.sh --no-probe   reads the settings only, and writes nothing
#   ./verify.sh --emulator   against an emulator of AWS: what it does not report or refuse is named, and does not count
set -euo pipefail

bucket='example.reports'
region='us-gov-west-1'
account='111122223333'
key_arn_start='arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/'
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

# A JSON text in one form, by awk: without spaces, the members of an object and the values of a list sorted, a list of one value as
# that value alone. AWS gives a policy back in any of these forms; the nesting is kept, so that a value in another place is a
# difference. 1 where it is no JSON.
canonical() {
  LC_ALL=C awk '
    { text = text $0 "\n" }

    # The next token; empty at the end. A string comes with its quotes and its escapes in one form.
    function next_token(    letter, token) {
      while (at <= length(text) && index(" \t\r\n", substr(text, at, 1))) at++
      letter = substr(text, at++, 1)
      if (letter == "" || index("{}[]:,", letter)) return letter
      token = letter
      if (letter == "\"") {
        while ((letter = substr(text, at++, 1)) != "\"") {
          if (letter == "") { bad = 1; return "" }
          token = token (letter == "\\" ? escape() : letter)
        }
        return token "\""
      }
      while ((letter = substr(text, at, 1)) != "" && !index("{}[]:,\" \t\r\n", letter)) { token = token letter; at++ }
      return token
    }

    # What follows a backslash. AWS may write = as \u003d, and / as \/.
    function escape(    letter, code, i) {
      letter = substr(text, at++, 1)
      if (letter == "/") return "/"
      if (letter != "u") return "\\" letter
      for (i = 0; i < 4; i++) code = code * 16 + index("0123456789abcdef", tolower(substr(text, at + i, 1))) - 1
      letter = tolower(substr(text, at, 4))
      at += 4
      if (code < 32 || code > 126 || code == 34 || code == 92) return "\\u" letter
      return sprintf("%c", code)
    }

    # The value that begins with the token at hand; the token after it is at hand then.
    function value(    open, close_with, items, count, item, i, all) {
      open = token
      if (open == "" || index("}]:,", open)) { bad = 1; return "" }
      token = next_token()
      if (open != "{" && open != "[") return open
      close_with = open == "{" ? "}" : "]"
      count = 0
      while (token != close_with && !bad) {
        item = ""
        if (open == "{") {
          item = token ":"
          if (substr(token, 1, 1) != "\"") bad = 1
          token = next_token()
          if (token != ":") bad = 1
          token = next_token()
        }
        item = item value()
        for (i = ++count; i > 1 && items[i - 1] > item; i--) items[i] = items[i - 1]
        items[i] = item
        if (token == ",") token = next_token()
        else if (token != close_with) bad = 1
      }
      token = next_token()
      if (open == "[" && count == 1) return items[1]
      for (i = 1; i <= count; i++) all = all (i > 1 ? "," : "") items[i]
      return open all close_with
    }

    END {
      at = 1
      token = next_token()
      whole = value()
      if (bad || token != "") exit 1
      print whole
    }
  '
}

# Whether two JSON texts say the same.
same_json() {
  local one other
  one=$(canonical <<<"$1") && other=$(canonical <<<"$2") && [ "$one" = "$other" ]
}

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

# The key
key_id=
given='1234abcd-12ab-34cd-56ef-1234567890ab'
if ask "key $given" aws kms describe-key --key-id "$key_arn_start$given" --query 'KeyMetadata.[KeyId,KeyState]' --output text; then
  read -r key_id state <<<"$out"
  expect "state of the key $key_id" "$state" Enabled
fi
key_id=$given
# What the bucket should use.
key_arn=$key_arn_start${key_id:-'?'}

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
  expect 'default encryption' "$algorithm" 'aws:kms'
  expect 'key of the default encryption' "$default_key" "$key_arn"
  if [ "$bucket_key" = True ]; then wrong 'S3 Bucket Key: on'; else ok 'S3 Bucket Key: off'; fi
  case $blocked in
    None) absent 'blocked encryption types: not reported, and it should be SSE-C' ;;
    *) expect 'blocked encryption types' "$blocked" 'SSE-C' ;;
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
headers=('--server-side-encryption' 'aws:kms')
headers+=(--ssekms-key-id "$key_arn")
if [ "$probe" = true ] && ask 'uploading a probe object' upload ${headers[@]+"${headers[@]}"}; then
  uploaded=$out
  if ask 'asking for the probe object' aws s3api head-object --bucket "$bucket" --key "$name" --expected-bucket-owner "$account" --output text \
    --query '[ServerSideEncryption,SSEKMSKeyId,BucketKeyEnabled,SSECustomerAlgorithm]'; then
    read -r algorithm object_key bucket_key customer <<<"$out"
    expect 'encryption of the probe object' "$algorithm" 'aws:kms'
    if [ "$object_key" = None ]; then
      absent 'key of the probe object: not reported'
    else
      expect 'key of the probe object' "$object_key" "$key_arn"
    fi
    : "$algorithm" "$object_key" "$bucket_key" "$customer"
  fi
  if ask 'reading the probe object' aws s3api get-object --bucket "$bucket" --key "$name" --expected-bucket-owner "$account" "$work/read"; then
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
  if lookup '\((AccessDenied|403)\)' upload --server-side-encryption 'AES256'; then
    absent 'an upload with AES256: the bucket policy should refuse it, and it was accepted'
    remove "$out" || true
  else
    ok 'an upload with AES256: refused'
  fi
fi

if [ "$failures" -gt 0 ]; then
  printf '%s: %s wrong\n' "${0##*/}" "$failures" >&2
  exit 1
fi
printf 'nothing is wrong\n'
