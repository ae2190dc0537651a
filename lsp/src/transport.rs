//! Bytes to messages and back: our own in place of the framework's.
//!
//! Reads on a thread of its own and begins every call in the order of reading, up to where it first has to wait; the
//! rest runs beside the others, and what rests of notifications runs in their order. What goes out waits in a queue
//! that is never full, so that a client that does not read holds up nothing. A message that cannot be read, or a call
//! that breaks down, is answered, and the next one is fine. Knows nothing of what the messages mean, but for the
//! three that begin and end a life.

mod frame;
mod mend;
mod outbox;
mod spelling;

#[cfg(test)]
mod tests;

use std::future::Future;
use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use futures::{FutureExt, SinkExt, Stream, StreamExt};
use serde_json::{Value, json};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tower_lsp::ClientSocket;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_service::Service;

use frame::{Frame, Frames};
use mend::Incoming;
use outbox::Outbox;

/// How it ended, as the number the process ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The client shut the server down before it told it to go.
    Orderly = 0,
    /// It did not, or went away.
    Abrupt = 1,
}

type Answer = Pin<Box<dyn Future<Output = Option<Response>> + Send>>;

/// Serves until the client says `exit`, goes away or can no longer be written to.
///
/// `S` answers; `socket` carries what it asks of the client by itself.
pub(crate) fn run<S, E>(
    input: impl Read,
    output: impl Write + Send + 'static,
    mut service: S,
    socket: ClientSocket,
    runtime: &Handle,
) -> Ending
where
    S: Service<Request, Response = Option<Response>, Error = E>,
    S::Future: Send + 'static,
    E: 'static,
{
    let outbox = Outbox::begin(output);
    let (broken, mut forgotten) = unbounded_channel();
    let (requests, mut responses) = socket.split();
    runtime.spawn(forward(requests, outbox.clone()));
    let way = Way { outbox: outbox.clone(), lane: lane(runtime), broken, runtime: runtime.clone() };
    let _entered = runtime.enter();
    let mut shut_down = false;
    let mut frames = Frames::new(input);
    let ending = loop {
        if outbox.is_broken() {
            break Ending::Abrupt;
        }
        let incoming = match frames.next() {
            Frame::End => break if shut_down { Ending::Orderly } else { Ending::Abrupt },
            Frame::Bad(error) => {
                outbox.send(&Response::from_error(Id::Null, error));
                continue;
            }
            Frame::Body(body) => mend::read(&body, &mut frames, outbox.spellings()),
        };
        match incoming {
            Incoming::Request(request) if request.method() == "exit" => {
                drop(catch_unwind(AssertUnwindSafe(|| drop(service.call(request)))));
                break if shut_down { Ending::Orderly } else { Ending::Abrupt };
            }
            Incoming::Request(request) => {
                while let Ok(id) = forgotten.try_recv() {
                    forget(&mut service, &id);
                }
                shut_down |= request.method() == "shutdown" && request.id().is_some();
                take(&mut service, request, &way);
            }
            // Whoever waited for it may have been cancelled meanwhile, and the framework breaks down over that.
            Incoming::Response(response) => {
                let handed = AssertUnwindSafe(|| {
                    let _sent = responses.send(response).now_or_never();
                });
                drop(catch_unwind(handed));
            }
            Incoming::Bad(id, error) => outbox.send(&Response::from_error(id, error)),
            Incoming::Nothing => {}
        }
    };
    outbox.finish();
    ending
}

/// Which way the answers go.
struct Way {
    outbox: Outbox,
    /// What notifications have left to do.
    lane: UnboundedSender<Answer>,
    /// The numbers of requests that broke down.
    broken: UnboundedSender<Id>,
    runtime: Handle,
}

/// Begins a call, and leaves what it waits for to the runtime.
fn take<S, E>(service: &mut S, request: Request, way: &Way)
where
    S: Service<Request, Response = Option<Response>, Error = E>,
    S::Future: Send + 'static,
    E: 'static,
{
    let id = request.id().cloned();
    let calling = || {
        drop(service.poll_ready(&mut Context::from_waker(Waker::noop())));
        service.call(request)
    };
    let broken = way.broken.clone();
    let mut answer = match catch_unwind(AssertUnwindSafe(calling)) {
        Ok(call) => answer(call, id.clone(), broken),
        Err(_) => Box::pin(std::future::ready(broke_down(id.as_ref(), &broken))),
    };
    match answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Some(response)) => way.outbox.send(&response),
        Poll::Ready(None) => {}
        Poll::Pending if id.is_none() => drop(way.lane.send(answer)),
        Poll::Pending => {
            let outbox = way.outbox.clone();
            way.runtime.spawn(async move {
                if let Some(response) = answer.await {
                    outbox.send(&response);
                }
            });
        }
    }
}

/// The framework still thinks that a request which broke down is going on, until it is cancelled.
fn forget<S, E>(service: &mut S, id: &Id)
where
    S: Service<Request, Response = Option<Response>, Error = E>,
    S::Future: Send + 'static,
{
    let cancel = Request::build("$/cancelRequest").params(json!({"id": id})).finish();
    let cancelling = || drop(service.call(cancel).now_or_never());
    drop(catch_unwind(AssertUnwindSafe(cancelling)));
}

/// What is said in answer to a call, whatever becomes of it. A request is never left without.
fn answer<F, E>(call: F, id: Option<Id>, broken: UnboundedSender<Id>) -> Answer
where
    F: Future<Output = Result<Option<Response>, E>> + Send + 'static,
    E: 'static,
{
    let call = AssertUnwindSafe(call).catch_unwind();
    Box::pin(call.map(move |result| match result {
        Ok(Ok(Some(response))) => Some(response),
        Ok(Ok(None)) => id.map(|id| Response::from_error(id, Error::method_not_found())),
        Ok(Err(_exited)) => id.map(|id| Response::from_error(id, Error::invalid_request())),
        Err(_) => broke_down(id.as_ref(), &broken),
    }))
}

fn broke_down(id: Option<&Id>, broken: &UnboundedSender<Id>) -> Option<Response> {
    let error = Error {
        code: ErrorCode::InternalError,
        message: "this is a mistake in Duly itself, not in your files; everything else goes on".into(),
        data: None,
    };
    let id = id?.clone();
    let _nothing_more_is_read = broken.send(id.clone());
    Some(Response::from_error(id, error))
}

/// What notifications have left to do, one after the other.
fn lane(runtime: &Handle) -> UnboundedSender<Answer> {
    let (sender, mut rest) = unbounded_channel::<Answer>();
    runtime.spawn(async move {
        while let Some(next) = rest.recv().await {
            next.await;
        }
    });
    sender
}

/// What the server asks of the client goes out as soon as it is said.
async fn forward(mut requests: impl Stream<Item = Request> + Unpin, outbox: Outbox) {
    while let Some(request) = requests.next().await {
        outbox.send(&request);
    }
}

/// A message as JSON, where only its shape matters.
fn field<'a>(message: &'a Value, name: &str) -> Option<&'a Value> {
    message.as_object().and_then(|it| it.get(name))
}
