//! What driving a real browser takes: Chromium, Node, npm and the packages of tests/web.
//!
//! Found where it is installed; installed where that can be done without asking (as root on Debian and its kin, as in a
//! container); otherwise named plainly. Playwright never downloads a browser of its own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, anyhow, bail, ensure};

use crate::workspace::{Workspace, on_path, output, run};

/// Playwright's own minimum.
const NODE_MAJOR: u32 = 20;

/// Everything found.
pub(crate) struct Browser {
    chrome: PathBuf,
    node: PathBuf,
    folder: PathBuf,
}

/// Finds or installs what is needed, and says what it found.
pub(crate) fn set_up(workspace: &Workspace) -> Result<Browser> {
    let chrome = chrome()?;
    println!("browser  {}", chrome.display());
    let node = node()?;
    println!("node     {}", node.display());
    let folder = workspace.browser_tests();
    install_packages(&folder)?;
    Ok(Browser { chrome, node, folder })
}

impl Browser {
    /// Node with a script of tests/web and what every script there is told: the browser and the page's address.
    pub(crate) fn node(&self, script: &str, page: &str) -> Command {
        let mut command = self.node_in(&self.folder);
        command.arg(script).env("SSE_COST_URL", page);
        command
    }

    /// Node in a folder, told the browser.
    pub(crate) fn node_in(&self, folder: &Path) -> Command {
        let mut command = Command::new(&self.node);
        command.current_dir(folder).env("CHROME", &self.chrome);
        command
    }
}

fn chrome() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("CHROME") {
        let chosen = PathBuf::from(chosen);
        ensure!(chosen.is_file(), "CHROME is {}, which is no file", chosen.display());
        return Ok(chosen);
    }
    // fonts-dejavu-core: without any font, text is boxes.
    installed_chrome()
        .or_else(|| apt_install(&["chromium", "fonts-dejavu-core"]).and_then(|()| installed_chrome()))
        .context(
            "no Chromium or Google Chrome found. Install one (Debian: apt install chromium; macOS: \
             brew install --cask chromium; Windows: winget install Google.Chrome), or name its program in the \
             environment variable CHROME. `cargo xtask test --skip-browser` does without",
        )
}

fn installed_chrome() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    names.into_iter().find_map(on_path).or_else(|| usual_places().into_iter().find(|file| file.is_file()))
}

/// Where macOS and Windows keep programs that are not on `PATH`.
fn usual_places() -> Vec<PathBuf> {
    let mac = ["Google Chrome", "Chromium"]
        .map(|name| PathBuf::from(format!("/Applications/{name}.app/Contents/MacOS/{name}")));
    let windows = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"]
        .into_iter()
        .filter_map(env::var_os)
        .flat_map(|folder| {
            ["Google/Chrome", "Chromium"]
                .map(|name| Path::new(&folder).join(name).join("Application").join("chrome.exe"))
        });
    mac.into_iter().chain(windows).collect()
}

fn node() -> Result<PathBuf> {
    let advice = format!(
        "the browser tests need Node {NODE_MAJOR} or newer with npm: https://nodejs.org or a package of your system. \
         `cargo xtask test --skip-browser` does without"
    );
    let found = || on_path("node").filter(|_| on_path("npm").is_some());
    let node = found()
        .or_else(|| apt_install(&["nodejs", "npm"]).and_then(|()| found()))
        .ok_or_else(|| anyhow!("no Node with npm found; {advice}"))?;
    let version = output(Command::new(&node).arg("--version"))?;
    match major(&version) {
        Some(number) if number >= NODE_MAJOR => Ok(node),
        _ => bail!("{} is version {}; {advice}", node.display(), version.trim()),
    }
}

/// `v20.20.2` -> 20.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Installs Debian packages where nobody has to be asked for a password. `None`: it cannot be done here.
pub(crate) fn apt_install(packages: &[&str]) -> Option<()> {
    let apt = on_path("apt-get")?;
    let user = output(Command::new("id").arg("-u")).ok()?;
    if user.trim() != "0" {
        return None;
    }
    println!("installing {}", packages.join(", "));
    let mut update = Command::new(&apt);
    let mut install = Command::new(&apt);
    install.args(["install", "-y", "--no-install-recommends"]).args(packages);
    for command in [update.arg("update"), &mut install] {
        if let Err(error) = run(command.arg("-q").env("DEBIAN_FRONTEND", "noninteractive")) {
            eprintln!("{error:#}");
            return None;
        }
    }
    Some(())
}

/// `npm ci`, unless these very packages are there already. A copy of the lockfile among them tells; its date would not
/// survive a checkout.
pub(crate) fn install_packages(folder: &Path) -> Result<()> {
    let lockfile = folder.join("package-lock.json");
    let wanted = fs::read(&lockfile).with_context(|| format!("cannot read {}", lockfile.display()))?;
    let stamp = folder.join("node_modules").join(".installed-lockfile.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let npm = on_path("npm").context("npm is not on PATH")?;
    let mut install = Command::new(npm);
    install.current_dir(folder).arg("ci").env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run(&mut install).context("cannot install the npm packages; is the registry within reach?")?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v8.0.0"), Some(8));
        assert_eq!(major("node"), None);
    }
}
