//! Records of something that has changed since.

use super::{Cx, Lint, Run};
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY207",
    name: "stale-record",
    severity: Severity::Warning,
    page: include_str!("stale_record.md"),
    run: Run::Workspace(run),
};

fn run(cx: &mut Cx<'_>) {
    let model = cx.model;
    for (_, record) in model.records.iter() {
        let Some(instance) = record.of.map(|it| &model.instances[it]) else {
            continue;
        };
        let (Some(on), Some((changed, at))) = (record.on, instance.changed) else {
            continue;
        };
        if on < changed {
            let message =
                format!("`{}` is older than the last change of `{}`, and does not count", record.name, instance.name);
            cx.report(
                LINT.at(record.at, message)
                    .label(at, format!("changed on {changed}"))
                    .why("what was looked at then is not what people meet today")
                    .help("do it again, and record that"),
            );
        }
    }
}
