//! The setup files of `sse-cost setup` against AWS's own clients and checkers, and moto in place of AWS: tests/aws.
//!
//! Two virtual environments of Python, for checkov asks for other versions than the clients do. Both are under the build
//! folder, and hold exactly what their lock files say, by its hashes. Only loopback is asked while the tests run.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::browser::apt_install;
use crate::workspace::{Workspace, on_path, output, run};

/// The installer. pip needs minutes for the same work.
const UV: &str = "uv==0.13.9";

/// What was set up.
pub(crate) struct Clients {
    clients: PathBuf,
    checkers: PathBuf,
}

/// Makes both environments, unless they are there.
pub(crate) fn set_up(workspace: &Workspace) -> Result<Clients> {
    let home = workspace.target().join("aws-tests");
    let clients = home.join("clients");
    let checkers = home.join("checkers");
    for (folder, lock) in [(&clients, "clients.txt"), (&checkers, "checkers.txt")] {
        install(folder, &tests(workspace).join(lock))?;
    }
    Ok(Clients { clients, checkers })
}

/// Runs the tests.
pub(crate) fn test(workspace: &Workspace, clients: &Clients, program: &Path) -> Result<()> {
    let mut path = vec![bin(&clients.clients)];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let mut pytest = Command::new(bin(&clients.clients).join("python"));
    pytest
        .current_dir(tests(workspace))
        .args(["-m", "pytest", "--numprocesses", "2", "--durations", "5"])
        .env("PATH", env::join_paths(path).context("a folder of PATH has a name that PATH cannot hold")?)
        .env("SSE_COST", program)
        .env("CHECKERS", bin(&clients.checkers))
        // The AWS CLI is started hundreds of times: without its compiled files each start takes twice as long.
        .env("PYTHONPYCACHEPREFIX", workspace.target().join("aws-tests").join("pycache"))
        .env_remove("PYTHONDONTWRITEBYTECODE");
    run(&mut pytest)
}

fn tests(workspace: &Workspace) -> PathBuf {
    workspace.root().join("tests").join("aws")
}

fn bin(folder: &Path) -> PathBuf {
    folder.join(if cfg!(windows) { "Scripts" } else { "bin" })
}

/// Installs what a lock file says, unless this very file was installed already: a copy of it in the environment tells.
fn install(folder: &Path, lock: &Path) -> Result<()> {
    let wanted = fs::read(lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let stamp = folder.join("installed.txt");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    make_environment(folder)?;
    let python = bin(folder).join("python");
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV]);
    run(&mut pip)
        .context("cannot install the installer of the Python packages; is the registry within reach?")?;
    let mut uv = Command::new(&python);
    uv.args(["-m", "uv", "pip", "install", "--quiet", "--require-hashes", "--python"]).arg(&python);
    uv.arg("--requirement").arg(lock);
    run(&mut uv).context("cannot install the Python packages of tests/aws; is the registry within reach?")?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
}

fn make_environment(folder: &Path) -> Result<()> {
    let made = || -> Result<()> {
        let python = on_path("python3").or_else(|| on_path("python")).context("no Python found")?;
        output(Command::new(python).args(["-m", "venv"]).arg(folder)).map(drop)
    };
    let Err(error) = made() else { return Ok(()) };
    // Debian has the module in a package of its own.
    if apt_install(&["python3", "python3-venv"]).is_some() {
        return made();
    }
    bail!(
        "{error:#}; the tests with AWS's clients need Python 3.10 or newer with venv: https://www.python.org or a package \
         of your system (Debian: apt install python3-venv). `cargo xtask test --skip-aws` does without"
    )
}
