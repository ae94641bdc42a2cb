//! `cargo xtask serve`: the page on this computer. The browser tests use the same server.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::{fs, thread};

use anyhow::{Context, Result, anyhow};
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, Response, header};
use axum::middleware::{Next, from_fn};
use axum::routing::get;
use tower_http::services::ServeDir;

use crate::site;
use crate::worker;
use crate::workspace::Workspace;

/// Builds the page, then serves it until the command is interrupted.
pub(crate) fn command(workspace: &Workspace, address: SocketAddr, offline: bool) -> Result<()> {
    // Before the build: nobody should wait a minute to hear that the port is taken.
    let listener = listen(address)?;
    let folder = workspace.target().join("site");
    site::build(workspace, &folder)?;
    println!("\nThe calculator is at http://{}/ (Ctrl+C stops it)", listener.local_addr()?);
    let page = router(&folder)?;
    serve(listener, if offline { page } else { without_worker(page) })
}

/// Serves a built page from a thread of its own, on a free port, for as long as this process lives. Returns its
/// address.
pub(crate) fn in_background(folder: PathBuf) -> Result<String> {
    let listener = listen(([127, 0, 0, 1], 0).into())?;
    let address = format!("http://{}/", listener.local_addr()?);
    thread::spawn(move || {
        if let Err(error) = router(&folder).and_then(|page| serve(listener, page)) {
            eprintln!("error: the server of the page has stopped: {error:#}");
        }
    });
    Ok(address)
}

fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!(
            "port {port} on {host} is in use. Stop the program that holds it, or choose another port: \
             cargo xtask serve --port {other}",
            port = address.port(),
            host = address.ip(),
            other = address.port().checked_add(1).unwrap_or(8081),
        ),
        _ => anyhow!(error).context(format!("cannot listen on {address}; choose with --host and --port")),
    })
}

fn serve(listener: TcpListener, router: Router) -> Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
        axum::serve(tokio::net::TcpListener::from_std(listener)?, router).await?;
        Ok(())
    })
}

fn router(folder: &Path) -> Result<Router> {
    let policy = HeaderValue::from_str(&policy(folder)?)
        .context("the policy in index.html is not a header's value")?;
    let files = ServeDir::new(folder).precompressed_br().precompressed_gzip();
    Ok(Router::new().fallback_service(files).layer(from_fn(move |request: Request, next: Next| {
        let policy = policy.clone();
        async move {
            let asset = request.uri().path().starts_with("/assets/");
            with_headers(next.run(request).await, asset, policy)
        }
    })))
}

/// The page while it is developed: browsers keep nothing of it, and drop what they have kept.
fn without_worker(page: Router) -> Router {
    let script = [(header::CONTENT_TYPE, "text/javascript"), (header::CACHE_CONTROL, "no-cache")];
    page.route(&format!("/{}", worker::FILE), get((script, include_str!("no_worker.js"))))
}

/// What a host of the page should send too.
fn with_headers<B>(mut response: Response<B>, asset: bool, policy: HeaderValue) -> Response<B> {
    // The name of an asset changes with its content; that of index.html does not. And a missing asset may yet come.
    let keep = if asset && !response.status().is_client_error() {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// The policy as index.html states it, so that there is one place to change it.
fn policy(folder: &Path) -> Result<String> {
    let path = folder.join("index.html");
    let html = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let policy = html.split_once("http-equiv=\"Content-Security-Policy\" content=\"");
    let policy = policy.and_then(|(_, rest)| rest.split_once('"')).map(|(policy, _)| policy.to_owned());
    policy.context("index.html has no <meta http-equiv=\"Content-Security-Policy\" content=\"...\">")
}
