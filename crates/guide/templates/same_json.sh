# The parts of a JSON text, sorted. AWS gives a policy back with other spaces, and sometimes in another order or with a list of
# one as its only item: none of this is a difference.
parts() {
  tr -d '[:space:]' | tr -d '[]' | tr '{},' '\n' | awk '{ gsub(/":/, "\":\n"); print }' | sed '/^$/d' | LC_ALL=C sort
}

same_json() {
  [ "$(parts <<<"$1")" = "$(parts <<<"$2")" ]
}
