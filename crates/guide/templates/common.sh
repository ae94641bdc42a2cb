set -euo pipefail

bucket={{ v.bucket }}
region={{ v.region }}
account={{ v.account }}
{% if v.own_key -%}
key_arn_start={{ v.key_arn_start }}
{% endif -%}
{% if v.kms -%}
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
