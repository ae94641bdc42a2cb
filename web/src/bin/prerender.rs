//! Prints the page as it arrives, before its program. The build of the page runs it.

use std::io;

fn main() -> io::Result<()> {
    print!("{}", sse_cost_web::prerender::app()?);
    Ok(())
}
