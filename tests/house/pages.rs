//! Pages name what exists, and what exists has its page.

use std::path::Path;

use duly_tests::repository::{File, files, read, root};

/// What a path in a page can begin with.
const TOP: &[&str] = &["dsl/", "cli/", "lsp/", "tests/", "examples/", "editors/", ".ci/"];

#[test]
fn pages_name_only_what_is_there() {
    for page in files("", ".md") {
        let folder = Path::new(&page.path).parent().unwrap_or(Path::new(""));
        for named in paths(&page) {
            let here = root().join(&named).exists() || root().join(folder).join(&named).exists();
            assert!(here, "{} names `{named}`, which is not there", page.path);
        }
    }
}

/// What stands in backticks or brackets and looks like a path. Of one with a placeholder the part before it.
fn paths(page: &File) -> Vec<String> {
    let code = page.text.split('`').skip(1).step_by(2);
    let links = page.text.split("](").skip(1).filter_map(|it| it.split(')').next());
    let words = code.chain(links).flat_map(str::split_whitespace);
    let paths = words.map(|it| it.trim_matches(['(', ')', ',', '.', ';', ':']));
    let paths = paths.filter(|it| TOP.iter().any(|top| it.starts_with(top)));
    paths.map(without_placeholder).collect()
}

fn without_placeholder(path: &str) -> String {
    let placeholder = |part: &&str| {
        !part.contains(['<', '*', '…', '{'])
            && (part.contains('.') || !part.chars().any(char::is_uppercase))
            && !part.contains("NAME")
    };
    path.split('/').take_while(placeholder).collect::<Vec<_>>().join("/")
}

#[test]
fn every_lint_has_its_page() {
    let lints = files("dsl/src/lint", ".rs");
    for lint in lints.iter().filter(|it| it.text.contains("pub(super) const LINT")) {
        let page = lint.path.replace(".rs", ".md");
        assert!(root().join(&page).exists(), "{page} is missing");
    }
}

#[test]
fn every_page_about_a_mistake_is_shown() {
    let shown = read("dsl/src/explain/code.rs");
    for page in files("dsl/src/explain/pages", ".md") {
        let code = page.path.rsplit('/').next().unwrap_or("").trim_end_matches(".md").to_owned();
        assert!(shown.contains(&format!("\"{code}\"")), "{} is shown nowhere", page.path);
        assert!(page.text.starts_with(&format!("# {code} ")), "{}", page.path);
    }
}
