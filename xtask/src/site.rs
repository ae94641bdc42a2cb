//! From the compiled programs to a folder that any static host can serve.
//!
//! There is one way to build the page. `serve`, `dist` and the browser tests all use it, so that what is tested is what
//! ships.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::assets::{self, Load, Size, fill};
use crate::criteria;
use crate::page::{self, Programs};
use crate::worker;
use crate::workspace::Workspace;

/// Compiles the page and puts it into `folder`, in place of an older page there. Returns the size of every file.
pub(crate) fn build(workspace: &Workspace, folder: &Path) -> Result<Vec<Size>> {
    refuse_foreign(folder)?;
    let programs = page::build(workspace)?;
    page::stage(4, "naming and compressing");
    let fresh = sibling(folder, "new")?;
    clear(&fresh)?;
    let sizes = assemble(workspace.root(), &programs, &fresh);
    if sizes.is_ok() {
        swap(&fresh, folder)?;
    }
    // Half a page is of no use to anyone.
    clear(&fresh)?;
    sizes
}

/// Of the installed page, drawn from web/favicon.svg by `cargo xtask screenshots`. The last is for iOS, which reads no manifest.
const ICONS: [&str; 4] = ["icon-192.png", "icon-512.png", "icon-maskable-512.png", "icon-apple-180.png"];

/// The site under construction.
struct Site<'a> {
    folder: &'a Path,
    sizes: Vec<Size>,
    /// What a browser keeps for use without a network: files with their digests.
    kept: Vec<(String, String)>,
    /// Address in the source -> file in the site.
    names: BTreeMap<String, String>,
}

fn assemble(root: &Path, programs: &Programs, folder: &Path) -> Result<Vec<Size>> {
    let Programs { calculator, drawn, setup } = programs;
    let assets = folder.join("assets");
    fs::create_dir_all(&assets).with_context(|| format!("cannot make {}", assets.display()))?;
    let mut site = Site { folder, sizes: Vec::new(), kept: Vec::new(), names: BTreeMap::new() };
    // Nothing is minified. Of the glue's 5.0 KB after brotli a full minifier would take 1.4 KB (tried with terser), of the
    // rest next to nothing; the well-kept ones in Rust (oxc, swc, lightningcss) would be among the largest dependencies of the build.
    site.add("web/calculator.wasm", &calculator.wasm, Load::First)?;
    site.add("web/calculator.js", &calculator.glue, Load::First)?;
    site.add("web/setup-files.wasm", &setup.wasm, Load::OnDemand)?;
    site.add("web/setup-files.js", &setup.glue, Load::OnDemand)?;
    // Each after the files that it refers to.
    site.add_script(root, "setup.js", &["setup-files.wasm", "setup-files.js"], Load::OnDemand)?;
    site.add_script(root, "take.js", &["setup-files.wasm", "setup-files.js"], Load::OnDemand)?;
    site.add_script(root, "carry.js", &[], Load::First)?;
    let others = ["calculator.wasm", "calculator.js", "carry.js", "setup.js", "take.js"];
    site.add_script(root, "boot.js", &others, Load::First)?;
    site.add_file(root, "web/favicon.svg", Load::First)?;
    for icon in ICONS {
        site.add_file(root, &format!("web/icons/{icon}"), Load::Kept)?;
    }
    site.add_manifest(root)?;
    site.finish(root, drawn)
}

impl Site<'_> {
    /// Writes an asset under its hashed name, which it returns.
    fn add(&mut self, source: &str, content: &[u8], load: Load) -> Result<String> {
        let name = assets::hashed_name(source, content)?;
        self.sizes.push(assets::write(self.folder, &name, content, load)?);
        self.names.insert(source.to_owned(), name.clone());
        if load != Load::Kept {
            self.kept.push((name.clone(), worker::digest(content)));
        }
        Ok(name)
    }

    /// Adds a file as it is.
    fn add_file(&mut self, root: &Path, source: &str, load: Load) -> Result<String> {
        let path = root.join(source);
        let content = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        self.add(source, &content, load)
    }

    /// Adds what a browser asks for to install the page.
    fn add_manifest(&mut self, root: &Path) -> Result<()> {
        let source = "web/manifest.webmanifest";
        let mut manifest = text(&root.join(source))?;
        let icons = ICONS.map(|icon| format!("web/icons/{icon}"));
        let icons = icons.iter().map(String::as_str).filter(|icon| !icon.contains("apple"));
        for icon in icons.chain(["web/favicon.svg"]) {
            let file = icon.rsplit('/').next().unwrap_or(icon);
            let name = self.names.get(icon).map(|name| beside(name)).context("icons come first")?;
            manifest = assets::replace_reference(&manifest, &format!("./{file}"), &name).context(source)?;
        }
        self.add(source, manifest.as_bytes(), Load::First)?;
        Ok(())
    }

    /// Adds a script of web/ that refers to other files of web/.
    fn add_script(&mut self, root: &Path, file: &str, others: &[&str], load: Load) -> Result<()> {
        let source = format!("web/{file}");
        let mut script = text(&root.join(&source))?;
        for other in others {
            let name = self.names.get(&format!("web/{other}")).map(|name| beside(name));
            let name = name.with_context(|| format!("{other} is to be added before {source}"))?;
            script =
                assets::replace_reference(&script, &format!("./{other}"), &name).context(source.clone())?;
        }
        self.add(&source, script.as_bytes(), load)?;
        Ok(())
    }

    /// Adds all style sheets of index.html as one, in their order: each is awaited before anything is painted, and a request
    /// takes longer than what it brings.
    fn add_styles(&mut self, root: &Path, html: &str) -> Result<String> {
        let (mut kept, mut together) = (String::new(), String::new());
        for line in html.split_inclusive('\n') {
            let sheet = line.trim().strip_prefix("<link rel=\"stylesheet\" href=\"");
            match sheet.and_then(|rest| rest.strip_suffix("\">")) {
                Some(source) => {
                    let style = text(&root.join(source))?;
                    check_style(source, &style)?;
                    together += &style;
                }
                None => kept += line,
            }
        }
        let name = self.add("web/style.css", together.as_bytes(), Load::First)?;
        fill(&kept, "</title>\n", &format!("</title>\n    <link rel=\"stylesheet\" href=\"{name}\">\n"))
            .context("index.html")
    }

    /// Adds what index.html refers to, then index.html itself and the service worker, the only files whose names stay.
    fn finish(mut self, root: &Path, drawn: &str) -> Result<Vec<Size>> {
        let html = assets::without_comments(&text(&root.join("index.html"))?).context("index.html")?;
        let mut html = self.add_styles(root, &html)?;
        for source in assets::references(&html) {
            let name = match self.names.get(&source) {
                Some(name) => name.clone(),
                None => self.add_file(root, &source, Load::First)?,
            };
            html = assets::replace_reference(&html, &source, &name).context("index.html")?;
        }
        html = with_content(&html, drawn, &text(&root.join("web/setup.html"))?).context("index.html")?;
        let index = assets::write(self.folder, "index.html", html.as_bytes(), Load::First)?;
        self.sizes.insert(0, index);
        self.kept.push(("./".to_owned(), worker::digest(html.as_bytes())));
        let worker = worker::with_files(&text(&root.join("web/worker.js"))?, &self.kept)?;
        self.sizes.push(assets::write(self.folder, worker::FILE, worker.as_bytes(), Load::Kept)?);
        Ok(self.sizes)
    }
}

/// The calculator as it draws itself at first, and the two sections that it only makes room for.
fn with_content(html: &str, drawn: &str, setup: &str) -> Result<String> {
    let html = fill(html, "<div id=\"app\"></div>", &format!("<div id=\"app\">{drawn}</div>"))?;
    let html = criteria::write_into(&html)?;
    fill(&html, "<section id=\"setup\"></section>", setup.trim_end())
}

/// A style sheet's own references are not rewritten, so it may have none.
fn check_style(source: &str, style: &str) -> Result<()> {
    let foreign = style
        .split("url(")
        .skip(1)
        .any(|address| !address.trim_start_matches(['"', '\'']).starts_with("data:"));
    ensure!(
        !foreign && !style.contains("@import"),
        "{source} refers to another file. Link style sheets in index.html and write pictures as data: addresses"
    );
    Ok(())
}

/// How one asset refers to another: both lie in the same folder.
fn beside(name: &str) -> String {
    format!("./{}", name.trim_start_matches("assets/"))
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// A page replaces a page, never a folder with something else in it: `--out .` must not cost anyone their work.
fn refuse_foreign(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).with_context(|| format!("cannot look into {}", folder.display()))? {
        let name = entry?.file_name();
        let ours = ["index.html", worker::FILE].iter().any(|file| name.to_string_lossy().starts_with(file));
        if name != "assets" && !ours {
            bail!(
                "{} holds {}, which is no part of a page: choose another folder",
                folder.display(),
                name.display()
            );
        }
    }
    Ok(())
}

/// The new page is built beside the old one, which stays whole until the last moment and for good if the build fails.
fn swap(fresh: &Path, folder: &Path) -> Result<()> {
    let old = sibling(folder, "old")?;
    clear(&old)?;
    if folder.exists() {
        fs::rename(folder, &old).with_context(|| format!("cannot move {} aside", folder.display()))?;
    }
    fs::rename(fresh, folder).with_context(|| format!("cannot move the page to {}", folder.display()))?;
    clear(&old)
}

/// `dist` -> `.dist.new`.
fn sibling(folder: &Path, ending: &str) -> Result<PathBuf> {
    let name = folder.file_name().with_context(|| format!("{} names no folder", folder.display()))?;
    Ok(folder.with_file_name(format!(".{}.{ending}", name.display())))
}

fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_stand_alone() {
        let check = |style: &str| check_style("web/style/main.css", style);
        assert!(check("a { background: url(\"data:image/svg+xml,x\") }").is_ok());
        assert!(check("a { background: url(picture.png) }").is_err());
        assert!(check("@import \"other.css\";").is_err());
    }

    #[test]
    fn siblings_stay_in_the_same_folder() {
        assert_eq!(sibling(Path::new("a/dist"), "new").unwrap(), Path::new("a/.dist.new"));
        assert_eq!(sibling(Path::new("dist"), "old").unwrap(), Path::new(".dist.old"));
        assert!(sibling(Path::new(".."), "new").is_err());
    }
}
