use std::process::ExitCode;

fn main() -> ExitCode {
    match ibid::cli::annotate(std::io::stdin().lock(), std::io::stdout().lock(), std::io::stderr().lock()) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(error) => {
            eprintln!("ibid: {error:#}");
            ExitCode::from(2)
        }
    }
}
