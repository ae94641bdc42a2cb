//! YAML as far as usage files and templates have it: texts, lists and mappings, each with its line and tag.
//!
//! Scalars stay texts, so that no number passes through a float.

use crate::plan::quoted;
use crate::{Error, Result};
use saphyr_parser::{Event, Parser, ScanError, Span};
use std::collections::{HashMap, HashSet};

/// Deeper than any usage file or template: what comes as deep as that is neither.
const MOST_LEVELS: usize = 100;

/// Values that a file may have, those repeated by aliases included.
const MOST_NODES: usize = 200_000;

/// A value and the line on which it begins, from 1.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) line: usize,
    /// A tag of its own, without its `!`: `Ref`.
    pub(crate) tag: Option<String>,
    pub(crate) value: Yaml,
}

/// A value of a YAML file.
#[derive(Clone, Debug)]
pub(crate) enum Yaml {
    /// Nothing at all.
    Null,
    /// A scalar as it is written.
    Text(String),
    /// `true` or `false`, without quotes.
    Bool(bool),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl Node {
    /// Reads a file of one document; an empty one is an empty mapping.
    pub(crate) fn parse(text: &str) -> Result<Node> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = Reader { events: Parser::new_from_str(text), anchors: HashMap::new(), nodes: 0 };
        loop {
            match reader.next()? {
                (Event::StreamStart | Event::Nothing | Event::DocumentStart(_), _) => {}
                (Event::StreamEnd, _) => {
                    return Ok(Node { line: 1, tag: None, value: Yaml::Map(Vec::new()) });
                }
                (event, span) => {
                    let node = reader.node(event, span, 0)?;
                    return match reader.next()? {
                        (Event::DocumentEnd, _) => reader.end(node),
                        (_, span) => Err(wrong(line(span), "one document is expected")),
                    };
                }
            }
        }
    }

    /// The entries of a mapping; of nothing there are none.
    ///
    /// # Errors
    /// Another kind of value, under the name that it stands for.
    pub(crate) fn entries(&self, what: &str) -> Result<&[(String, Node)]> {
        match &self.value {
            Yaml::Map(entries) => Ok(entries),
            Yaml::Null => Ok(&[]),
            Yaml::Text(text) => Err(wrong(
                self.line,
                format_args!("{what}: {} is not a mapping of names to values", quoted(text)),
            )),
            Yaml::Bool(value) => {
                Err(wrong(self.line, format_args!("{what}: {value} is not a mapping of names to values")))
            }
            Yaml::List(_) => {
                Err(wrong(self.line, format_args!("{what}: a list is not a mapping of names to values")))
            }
        }
    }

    /// A scalar as it is written; empty for nothing.
    ///
    /// # Errors
    /// Another kind of value.
    pub(crate) fn text(&self, what: &str) -> Result<&str> {
        match &self.value {
            Yaml::Text(text) => Ok(text),
            Yaml::Null => Ok(""),
            Yaml::Bool(true) => Ok("true"),
            Yaml::Bool(false) => Ok("false"),
            Yaml::List(_) | Yaml::Map(_) => {
                Err(wrong(self.line, format_args!("{what}: a list or mapping is not a single value")))
            }
        }
    }
}

/// A message about a usage file, with its line.
pub(crate) fn wrong(line: usize, message: impl std::fmt::Display) -> Error {
    Error::message(format_args!("line {line}: {message}"))
}

struct Reader<'a> {
    events: Parser<'a, saphyr_parser::StrInput<'a>>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span)> {
        match self.events.next() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(not_yaml(&error)),
            None => Err(Error::message("the file ends too early")),
        }
    }

    fn end(&mut self, node: Node) -> Result<Node> {
        match self.next()? {
            (Event::StreamEnd, _) => Ok(node),
            (_, span) => Err(wrong(line(span), "a second document; one is expected")),
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span, level: usize) -> Result<Node> {
        let line = line(span);
        self.count(1, line)?;
        if level > MOST_LEVELS {
            return Err(wrong(line, format_args!("nested more than {MOST_LEVELS} levels deep")));
        }
        let level = level.saturating_add(1);
        let mut tag = None;
        let mut tagged = |given: Option<std::borrow::Cow<'_, saphyr_parser::Tag>>| {
            tag = given.filter(|tag| tag.handle == "!").map(|tag| tag.suffix.clone());
        };
        let (anchor, value) = match event {
            Event::Scalar(text, style, anchor, given) => {
                tagged(given);
                let is_plain = style == saphyr_parser::ScalarStyle::Plain;
                let value = match &*text {
                    "" | "~" | "null" if is_plain => Yaml::Null,
                    "true" if is_plain => Yaml::Bool(true),
                    "false" if is_plain => Yaml::Bool(false),
                    _ => Yaml::Text(text.into_owned()),
                };
                (anchor, value)
            }
            Event::SequenceStart(anchor, given) => {
                tagged(given);
                let mut values = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break (anchor, Yaml::List(values)),
                        (event, span) => values.push(self.node(event, span, level)?),
                    }
                }
            }
            Event::MappingStart(anchor, given) => {
                tagged(given);
                (anchor, Yaml::Map(self.mapping(level)?))
            }
            Event::Alias(anchor) => {
                let Some(node) = self.anchors.get(&anchor).cloned() else {
                    return Err(wrong(line, "an alias of nothing"));
                };
                self.count(size(&node), line)?;
                return Ok(Node { line, ..node });
            }
            _ => return Err(wrong(line, "a value is expected")),
        };
        let node = Node { line, tag, value };
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn mapping(&mut self, level: usize) -> Result<Vec<(String, Node)>> {
        let mut entries: Vec<(String, Node)> = Vec::new();
        let mut names: HashSet<String> = HashSet::new();
        let mut merged: Vec<(String, Node)> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            let at = line(span);
            let name = match event {
                Event::MappingEnd => break,
                Event::Scalar(name, ..) => name.into_owned(),
                _ => return Err(wrong(at, "a name is expected")),
            };
            let (event, span) = self.next()?;
            let node = self.node(event, span, level)?;
            if name == "<<" {
                merged.extend(node.entries("<<")?.iter().cloned());
            } else if !names.insert(name.clone()) {
                return Err(wrong(at, format_args!("{} is there twice", quoted(&name))));
            } else {
                entries.push((name, node));
            }
        }
        for (name, node) in merged {
            if names.insert(name.clone()) {
                entries.push((name, node));
            }
        }
        Ok(entries)
    }

    fn count(&mut self, nodes: usize, line: usize) -> Result<()> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes > MOST_NODES {
            return Err(wrong(line, format_args!("more than {MOST_NODES} values")));
        }
        Ok(())
    }
}

fn size(node: &Node) -> usize {
    let inner: usize = match &node.value {
        Yaml::Null | Yaml::Text(_) | Yaml::Bool(_) => 0,
        Yaml::List(values) => values.iter().map(size).sum(),
        Yaml::Map(entries) => entries.iter().map(|(_, node)| size(node)).sum(),
    };
    inner.saturating_add(1)
}

fn line(span: Span) -> usize {
    span.start.line()
}

fn not_yaml(error: &ScanError) -> Error {
    wrong(error.marker().line(), format_args!("not YAML: {}", error.info()))
}
