#!/usr/bin/env bash
# Takes back what setup.sh did. The bucket and its objects stay; new objects are encrypted with SSE-S3 then.
#
#   ./teardown.sh                             prints what it would do, and changes nothing
#   ./teardown.sh --yes                       does it
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

sure=false
for argument in "$@"; do
  case $argument in
    --yes) sure=true ;;
    *)
      printf 'usage: %s [--yes]\n' "${0##*/}" >&2
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

if lookup 'ServerSideEncryptionConfigurationNotFoundError|NoSuchBucket' aws s3api get-bucket-encryption --bucket "$bucket" --expected-bucket-owner "$account" --output text \
  --query 'ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault.KMSMasterKeyID'; then
  default_key=$out
else
  default_key=None
fi

say 'the key is not of this set and stays'

# What the policy in bucket-policy.json names
key_id=${default_key#"$key_arn_start"}
case $key_id in
  *[!0-9a-z-]*) key_id= ;;
esac

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
