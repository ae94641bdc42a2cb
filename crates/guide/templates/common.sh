set -euo pipefail

bucket={{ v.bucket }}
region={{ v.region }}
account={{ v.account }}
{% if v.kms -%}
{% if v.aws_managed -%}
key_name={{ v.key_name }}
{%- else -%}
{% if v.has_alias -%}
alias={{ v.alias }}
{% endif -%}
key_name={{ v.key_name }}
key_arn_start={{ v.key_arn_start }}
{%- endif %}
# Stands for the key's id in the files until the key exists.
placeholder={{ v.placeholder }}
{% endif %}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# This Region and no other, whatever a profile says; and nothing waits in a pager.
export AWS_REGION=$region AWS_DEFAULT_REGION=$region AWS_PAGER=''

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
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
  tr -d '[:space:]' | tr -d '[]' | tr '{},' '\n\n\n' | awk '{ gsub(/":/, "\":\n"); print }' | sed '/^$/d' | LC_ALL=C sort
}

same_json() {
  [ "$(parts <<<"$1")" = "$(parts <<<"$2")" ]
}

# document NAME: the text of a file of this set{% if v.kms %}, with the key's id in it{% endif %}.
document() {
  local text
  [ -r "$here/$1" ] || fail "$1 is missing: it belongs beside this script"
  text=$(cat "$here/$1")
  {% if v.kms -%}
  # Without a key: a dry run, which shows the placeholder.
  text=${text//$placeholder/${key_id:-$placeholder}}
  {% endif -%}
  printf '%s\n' "$text"
}

check_account() {
  local caller
  command -v aws >"$work/aws" || fail 'the AWS CLI is not installed: https://docs.aws.amazon.com/cli/'
  caller=$(aws sts get-caller-identity --query Account --output text) || fail 'AWS does not know these credentials'
  [ "$caller" = "$account" ] || fail "these credentials belong to account $caller, and the bucket to $account"
}
