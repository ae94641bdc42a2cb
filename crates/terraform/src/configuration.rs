//! The configuration of a plan: what an attribute refers to while its value is not known.
//!
//! A plan's `configuration` has each expression's references, by name and without the indexes of `count` and `for_each`, but not
//! the expressions themselves, and nothing of local values. So a reference is followed from module to module, with the index
//! of the instance that it stands in, to the one resource that it can mean; where it can mean several, the plan does not say.

use crate::address::{Index, ModulePath};
use crate::plan::{Change, Plan};
use serde_json::Value;

/// References followed one behind the other. Modules are seldom nested deeper than five.
const MOST_STEPS: usize = 40;

/// What an expression means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A resource of the plan, by its place among the changes.
    Resource(usize),
    /// A data source: something that exists outside of the plan.
    Data(String),
    /// A fixed value, or nothing.
    Constant(Value),
}

/// Why an expression's meaning is not known, and what it can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unresolved {
    pub(crate) reason: String,
    /// The resources of the plan that it can mean; `None` where it can be anything.
    pub(crate) candidates: Option<Vec<usize>>,
}

impl Unresolved {
    pub(crate) fn new(reason: impl Into<String>) -> Unresolved {
        Unresolved { reason: reason.into(), candidates: None }
    }
}

/// Where an expression stands: names are those of this module, and `each` and `count` those of this instance.
#[derive(Clone, Copy)]
struct Scope<'a> {
    module: &'a ModulePath,
    index: Option<&'a Index>,
    /// What `each` goes over.
    for_each: Option<&'a Value>,
}

impl Plan {
    /// The expression of an attribute in the configuration, at a path of names; of a block its first.
    pub(crate) fn expression(&self, change: &Change, path: &[&str]) -> Option<&Value> {
        let mut expression = self.resource_configuration(change)?.get("expressions")?;
        for name in path {
            expression = match expression.get(name)? {
                Value::Array(blocks) => blocks.first()?,
                other => other,
            };
        }
        Some(expression)
    }

    /// The resource that an attribute refers to, of one of some types.
    ///
    /// # Errors
    /// Why the plan does not say which.
    pub(crate) fn referred(
        &self,
        change: &Change,
        path: &[&str],
        is_wanted: &dyn Fn(&Change) -> bool,
    ) -> Result<Target, Unresolved> {
        let Some(expression) = self.expression(change, path) else {
            return Err(Unresolved::new(UNSAID));
        };
        let scope = Scope {
            module: &change.module,
            index: change.index.as_ref(),
            for_each: self
                .resource_configuration(change)
                .and_then(|resource| resource.get("for_each_expression")),
        };
        self.resolve(expression, scope, is_wanted, MOST_STEPS)
    }

    /// The Region that the resource's provider is configured for, where the configuration fixes it.
    pub(crate) fn provider_region(&self, change: &Change) -> Option<String> {
        let key = self.resource_configuration(change)?.get("provider_config_key")?.as_str()?;
        let provider = self.configuration.get("provider_config")?.get(key)?;
        let region = provider.get("expressions")?.get("region")?;
        let module = provider.get("module_address").and_then(Value::as_str).unwrap_or_default();
        let module = ModulePath::parse(module)?;
        let scope = Scope { module: &module, index: None, for_each: None };
        match self.resolve(region, scope, &|_| false, MOST_STEPS) {
            Ok(Target::Constant(Value::String(region))) => Some(region),
            _ => None,
        }
    }

    fn resource_configuration(&self, change: &Change) -> Option<&Value> {
        let resources = self.module_configuration(&change.module)?.get("resources")?.as_array()?;
        let text = |resource: &Value, name: &str, expected: &str| {
            resource.get(name).and_then(Value::as_str) == Some(expected)
        };
        resources.iter().find(|resource| {
            text(resource, "type", &change.kind)
                && text(resource, "name", &change.name)
                && !text(resource, "mode", "data")
        })
    }

    fn module_configuration(&self, path: &ModulePath) -> Option<&Value> {
        let mut module = self.configuration.get("root_module")?;
        for call in &path.0 {
            module = module.get("module_calls")?.get(&call.name)?.get("module")?;
        }
        Some(module)
    }

    fn resolve(
        &self,
        expression: &Value,
        scope: Scope<'_>,
        is_wanted: &dyn Fn(&Change) -> bool,
        steps: usize,
    ) -> Result<Target, Unresolved> {
        let Some(steps) = steps.checked_sub(1) else {
            return Err(Unresolved::new("references lead too far"));
        };
        if let Some(constant) = expression.get("constant_value") {
            return Ok(Target::Constant(constant.clone()));
        }
        let references = expression.get("references").and_then(Value::as_array).map(Vec::as_slice);
        let references: Vec<&str> = references.unwrap_or_default().iter().filter_map(Value::as_str).collect();
        let is_of_instance = |reference: &str| reference == "count.index" || reference.starts_with("each.");
        let is_indexed = references.iter().any(|reference| is_of_instance(reference));
        let mut targets: Vec<Target> = Vec::new();
        let mut failure = None;
        let mut longest = "";
        for reference in &references {
            // `a.b[0].id` is followed by what it begins with: `a.b[0]` and `a.b`.
            if longest.starts_with(reference) {
                continue;
            }
            longest = reference;
            let found = if let Some(each) = scope.for_each.filter(|_| reference.starts_with("each.value")) {
                // What `each` goes over stands outside of the instances, but has their keys.
                self.resolve_over(each, scope, is_wanted, steps)
            } else if is_of_instance(reference) || reference.starts_with("path.") {
                continue;
            } else {
                self.follow(reference, scope, is_indexed, is_wanted, steps)
            };
            match found {
                Ok(found) if !targets.contains(&found) => targets.push(found),
                Ok(_) => {}
                Err(unresolved) => failure = failure.or(Some(unresolved)),
            }
        }
        if let ([only], None) = (targets.as_slice(), &failure) {
            return Ok(only.clone());
        }
        // A value that is not known yet is none of the constants, and none of what has another type.
        targets.retain(|target| match target {
            Target::Resource(place) => self.changes.get(*place).is_some_and(is_wanted),
            Target::Data(_) => true,
            Target::Constant(_) => false,
        });
        match (targets.as_slice(), failure) {
            ([only], None) => Ok(only.clone()),
            (_, Some(unresolved)) => Err(unresolved),
            ([], None) => Err(Unresolved::new(UNSAID)),
            (several, None) => {
                let names: Vec<&str> = several
                    .iter()
                    .filter_map(|target| match target {
                        Target::Resource(place) => {
                            self.changes.get(*place).map(|change| change.address.as_str())
                        }
                        Target::Data(name) => Some(name),
                        Target::Constant(_) => None,
                    })
                    .collect();
                let places = several.iter().filter_map(|target| match target {
                    Target::Resource(place) => Some(*place),
                    Target::Data(_) | Target::Constant(_) => None,
                });
                let reason = format!("it is one of {}", names.join(", "));
                Err(Unresolved { reason, candidates: Some(places.collect()) })
            }
        }
    }

    /// What one element of a `for_each` means, by the instance's own key.
    fn resolve_over(
        &self,
        each: &Value,
        scope: Scope<'_>,
        is_wanted: &dyn Fn(&Change) -> bool,
        steps: usize,
    ) -> Result<Target, Unresolved> {
        let mut references: Vec<Value> =
            each.get("references").and_then(Value::as_array).cloned().unwrap_or_default();
        references.push(Value::from("each.key"));
        let each = serde_json::json!({ "references": references });
        self.resolve(&each, Scope { for_each: None, ..scope }, is_wanted, steps)
    }

    fn follow(
        &self,
        reference: &str,
        scope: Scope<'_>,
        is_indexed: bool,
        is_wanted: &dyn Fn(&Change) -> bool,
        steps: usize,
    ) -> Result<Target, Unresolved> {
        let (first, rest) = reference.split_once('.').unwrap_or((reference, ""));
        match first {
            "var" => self.variable(part(rest).0, scope, is_wanted, steps),
            "module" => {
                let (name, behind) = part(rest);
                let (index, behind) = indexed(behind);
                let index = index.or_else(|| scope.index.filter(|_| is_indexed).cloned());
                let output = part(behind.strip_prefix('.').unwrap_or_default()).0;
                self.output(name, index, output, scope, is_wanted, steps)
            }
            "data" => Ok(Target::Data(reference.to_owned())),
            "local" => {
                Err(Unresolved::new(format!("{reference} is a local value, of which a plan says nothing")))
            }
            kind => {
                let (name, behind) = part(rest);
                let (index, _) = indexed(behind);
                self.instance(kind, name, index.as_ref(), scope, is_indexed)
            }
        }
    }

    fn instance(
        &self,
        kind: &str,
        name: &str,
        index: Option<&Index>,
        scope: Scope<'_>,
        is_indexed: bool,
    ) -> Result<Target, Unresolved> {
        let is_here = |change: &Change| change.kind == kind && change.name == name && !change.is_deposed;
        let places = self.modules.get(scope.module).map(Vec::as_slice).unwrap_or_default();
        let all = || {
            let changes = places.iter().filter_map(|place| Some((*place, self.changes.get(*place)?)));
            changes.filter(|(_, change)| is_here(change))
        };
        let only = |index: Option<&Index>| {
            let mut found = all().filter(|(_, change)| index.is_none() || change.index.as_ref() == index);
            let first = found.next();
            first.filter(|_| found.next().is_none()).map(|(place, _)| Target::Resource(place))
        };
        let found = match index {
            Some(index) => only(Some(index)),
            None => only(scope.index.filter(|_| is_indexed)).or_else(|| only(None)),
        };
        found.ok_or_else(|| match all().count() {
            0 => Unresolved::new(format!("{kind}.{name} is not in the plan")),
            count => Unresolved {
                reason: format!("it is one of the {count} instances of {kind}.{name}"),
                candidates: Some(all().map(|(place, _)| place).collect()),
            },
        })
    }

    fn variable(
        &self,
        name: &str,
        scope: Scope<'_>,
        is_wanted: &dyn Fn(&Change) -> bool,
        steps: usize,
    ) -> Result<Target, Unresolved> {
        let default = || {
            let variable = self.module_configuration(scope.module)?.get("variables")?.get(name)?;
            Some(Target::Constant(variable.get("default").cloned().unwrap_or_default()))
        };
        let unknown = || Unresolved::new(format!("var.{name} is not in the plan"));
        let Some((parent, called)) = scope.module.parent() else {
            let value = self.variables.get(name).cloned().map(Target::Constant);
            return value.or_else(default).ok_or_else(unknown);
        };
        let calls = self.module_configuration(&parent).and_then(|module| module.get("module_calls"));
        let Some(call) = calls.and_then(|calls| calls.get(&called.name)) else { return Err(unknown()) };
        let Some(expression) = call.get("expressions").and_then(|expressions| expressions.get(name)) else {
            return default().ok_or_else(unknown);
        };
        let outside = Scope {
            module: &parent,
            index: called.index.as_ref(),
            for_each: call.get("for_each_expression"),
        };
        self.resolve(expression, outside, is_wanted, steps)
    }

    fn output(
        &self,
        module: &str,
        index: Option<Index>,
        output: &str,
        scope: Scope<'_>,
        is_wanted: &dyn Fn(&Change) -> bool,
        steps: usize,
    ) -> Result<Target, Unresolved> {
        let unknown = || Unresolved::new(format!("module.{module} is not in the configuration"));
        let mut child = scope.module.child(module, index);
        let configuration = self.module_configuration(&child).ok_or_else(unknown)?;
        // A module that is called once has no index, whatever the one has that refers to it.
        if !self.modules.keys().any(|module| module.0.starts_with(&child.0)) {
            child = scope.module.child(module, None);
        }
        let inside = Scope { module: &child, index: None, for_each: None };
        let outputs = configuration.get("outputs").and_then(Value::as_object);
        let all = || {
            outputs.into_iter().flatten().filter_map(|(name, output)| Some((name, output.get("expression")?)))
        };
        if !output.is_empty() {
            let (_, expression) = all().find(|(name, _)| *name == output).ok_or_else(unknown)?;
            return self.resolve(expression, inside, is_wanted, steps);
        }
        // Of `module.a[each.key].id` the references are `module.a` and `each.key`: it can be any output of a fitting type.
        let mut found: Vec<Target> = Vec::new();
        for (_, expression) in all() {
            let target = self.resolve(expression, inside, is_wanted, steps)?;
            let fits = match &target {
                Target::Resource(place) => self.changes.get(*place).is_some_and(is_wanted),
                Target::Data(_) => true,
                Target::Constant(_) => false,
            };
            if fits && !found.contains(&target) {
                found.push(target);
            }
        }
        match found.as_slice() {
            [only] => Ok(only.clone()),
            _ => Err(Unresolved::new(format!("the plan does not say which output of module.{module} it is"))),
        }
    }
}

/// No references, or none that fits.
const UNSAID: &str = "the plan does not say what it refers to";

/// A name, and what follows it.
fn part(text: &str) -> (&str, &str) {
    let end = text.find(['.', '[']).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// An index, where there is one, and what follows it.
fn indexed(text: &str) -> (Option<Index>, &str) {
    Index::parse(text).map_or((None, text), |(index, rest)| (Some(index), rest))
}
