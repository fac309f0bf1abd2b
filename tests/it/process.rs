//! The program itself: its exit codes, its silence on standard output, and several editors on one socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

fn ibid(arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    command.arg("lsp").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn frame(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn initialize() -> Value {
    json!({"jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {"processId": std::process::id(), "rootUri": null, "capabilities": {}}})
}

/// The next message.
fn receive(from: &mut impl BufRead) -> Value {
    let mut length = 0;
    loop {
        let mut line = String::new();
        from.read_line(&mut line).unwrap();
        match line.strip_prefix("Content-Length: ") {
            Some(number) => length = number.trim_end().parse().unwrap(),
            None if line == "\r\n" => break,
            None => panic!("no header: {line:?}"),
        }
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).unwrap();
    serde_json::from_slice(&body).unwrap()
}

/// The exit code, and what else was written to standard output.
fn ended(mut server: Child) -> (Option<i32>, String) {
    let begun = Instant::now();
    loop {
        if let Some(status) = server.try_wait().unwrap() {
            let mut rest = String::new();
            server.stdout.take().unwrap().read_to_string(&mut rest).unwrap();
            return (status.code(), rest);
        }
        if begun.elapsed() > Duration::from_secs(20) {
            server.kill().unwrap();
            panic!("the server does not end");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn ends_with_the_specified_code_and_prints_nothing_else() {
    let shutdown = json!({"jsonrpc": "2.0", "id": 2, "method": "shutdown"});
    let exit = json!({"jsonrpc": "2.0", "method": "exit"});
    for (messages, code) in [(vec![&shutdown, &exit], 0), (vec![&exit], 1), (vec![], 1)] {
        let mut server = ibid(&["--stdio"]);
        let mut input = server.stdin.take().unwrap();
        let mut output = BufReader::new(server.stdout.take().unwrap());
        input.write_all(&frame(&initialize())).unwrap();
        assert_eq!(receive(&mut output)["id"], 1);
        for message in &messages {
            input.write_all(&frame(message)).unwrap();
        }
        if messages.is_empty() {
            input.write_all(b"Content-Length: 500\r\n\r\n{\"jsonrpc\"").unwrap();
        }
        if messages.len() == 2 {
            assert_eq!(receive(&mut output)["id"], 2);
        }
        drop(input);
        server.stdout = Some(output.into_inner());
        assert_eq!(ended(server), (Some(code), String::new()));
    }
}

#[test]
fn serves_several_editors_on_one_socket() {
    let mut server = ibid(&["--listen", "127.0.0.1:0"]);
    let mut log = BufReader::new(server.stderr.take().unwrap());
    let mut line = String::new();
    log.read_line(&mut line).unwrap();
    let address = line.trim_end().rsplit(' ').next().unwrap().to_owned();
    let connect = || {
        let stream = TcpStream::connect(&address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        (stream.try_clone().unwrap(), BufReader::new(stream))
    };
    let (mut first, mut from_first) = connect();
    let (mut second, mut from_second) = connect();
    first.write_all(&frame(&initialize())).unwrap();
    assert_eq!(receive(&mut from_first)["id"], 1);
    // An editor that dies amid a frame takes nobody with it.
    first.write_all(b"Content-Length: 500\r\n\r\n{").unwrap();
    drop((first, from_first));
    second.write_all(&frame(&initialize())).unwrap();
    assert_eq!(receive(&mut from_second)["result"]["serverInfo"]["name"], "ibid");
    assert!(server.try_wait().unwrap().is_none());
    server.kill().unwrap();
    server.wait().unwrap();
}

#[test]
fn listens_on_this_machine_only() {
    let server = ibid(&["--listen", "0.0.0.0:0"]);
    let output = server.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("this machine only"));
}

#[cfg(target_os = "linux")]
#[test]
fn ends_with_its_editor() {
    let mut editor = Command::new("sleep").arg("60").spawn().unwrap();
    let mut server = ibid(&[]);
    // Held open: the end of input would end the server, too.
    let mut input = server.stdin.take().unwrap();
    let mut message = initialize();
    message["params"]["processId"] = editor.id().into();
    input.write_all(&frame(&message)).unwrap();
    assert_eq!(receive(&mut BufReader::new(server.stdout.as_mut().unwrap()))["id"], 1);
    editor.kill().unwrap();
    editor.wait().unwrap();
    ended(server);
    drop(input);
}
