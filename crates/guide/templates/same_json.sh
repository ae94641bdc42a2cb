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
