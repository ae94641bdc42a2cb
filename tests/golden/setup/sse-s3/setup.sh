#!/usr/bin/env bash
# Sets the bucket up for SSE-S3. README.md says what else is in this set.
#
#   ./setup.sh                    sets up; run again, it brings what has changed back
#   ./setup.sh --dry-run          prints what it would do, and calls nothing
#   ./setup.sh --replace-policy   also replaces a bucket policy that is not of this set
#
# It looks up first and refuses before it changes anything. It stops at the first error: what was done until then stays, and the
# next run goes on from there.
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

# What is there is looked up first, so that what is refused is refused before anything is changed.
if [ "$dry_run" = true ]; then
  say 'dry run: nothing is called, nothing is changed'
else
  check_account
fi

has_bucket=false
put_policy=true
old_policy=
if [ "$dry_run" = false ] && lookup '\((404|NoSuchBucket)\)' aws s3api get-bucket-location --bucket "$bucket" --expected-bucket-owner "$account" --query LocationConstraint --output text; then
  # us-east-1 has no name there, and eu-west-1 may have an old one.
  case $out in
    None) out=us-east-1 ;;
    EU) out=eu-west-1 ;;
  esac
  [ "$out" = "$region" ] || fail "the bucket $bucket is in $out, and this set is for $region"
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

if [ "$dry_run" = false ]; then say 'done; ./verify.sh checks it'; fi
